// Förhandsvisningen: sidan byts när en post sparas, det ändrade märks ut, och fel visas med utdrag och åtgärd.

const TECKEN = { "-": ["del", "struket"], "+": ["ins", "tillagt"] };
let sida;

function element(namn, klass, ...barn) {
  const nytt = document.createElement(namn);
  if (klass) nytt.className = klass;
  nytt.append(...barn);
  return nytt;
}

// Panelen: allt är text, aldrig märkning ur en post.

const raknat = element("summary", "", "Läser …");
const lista = element("ol", "");
const detaljer = element("details", "", raknat, lista);
const besked = element("p", "kb-visa-besked");
besked.setAttribute("role", "status");
const panel = element("aside", "kb-visa", detaljer, besked);
panel.setAttribute("aria-label", "Förhandsvisning");

function antal(fynd) {
  const fel = fynd.filter((ett) => ett.allvar === "fel").length;
  const rest = fynd.length - fel;
  if (!fynd.length) return "Inga fel";
  const andra = rest ? `${rest} ${rest === 1 ? "annat fynd" : "andra fynd"}` : "";
  return [fel ? `${fel} fel` : "Inga fel", andra].filter(Boolean).join(", ");
}

function visaFynd(fynd, kontroll) {
  raknat.textContent = kontroll === "pågår" ? `${antal(fynd)} hittills, kontrollerar …` : antal(fynd);
  panel.classList.toggle("kb-visa-fel", fynd.some((ett) => ett.allvar === "fel"));
  lista.replaceChildren(
    ...fynd.map((ett) => element("li", "", element("strong", "", `${ett.allvar}: `), ett.rubrik, element("pre", "", ett.text))),
  );
  for (const ruta of lista.querySelectorAll("pre")) ruta.tabIndex = 0;
  if (fynd.some((ett) => ett.allvar === "fel")) detaljer.open = true;
}

// Det som skiljer från den senaste commiten, under kravets rubrik.

function ordrad(bitar) {
  return element(
    "p",
    "",
    ...bitar.map(([tecken, text]) => {
      const [namn, sagt] = TECKEN[tecken] ?? [];
      if (!namn) return text;
      return element(namn, "", element("span", "kb-dold", `(${sagt}: `), text, element("span", "kb-dold", ")"));
    }),
  );
}

function markering(id, andrat) {
  const rad = element("p", "", element("strong", "", "Ändrat sedan senaste commit"), andrat.markning.length ? `: ${andrat.markning.join(", ")}` : "");
  const ruta = element("div", "kb-visa-andrat", rad, ...andrat.stycken.map(ordrad), ...andrat.fakta.map((ord) => element("p", "", ord)));
  ruta.setAttribute("role", "note");
  ruta.setAttribute("aria-label", `Ändrat i ${id}`);
  ruta.dataset.krav = id;
  return ruta;
}

function markera() {
  const data = JSON.parse(document.getElementById("kb-visa-andrat")?.textContent ?? "{}");
  for (const gammal of document.querySelectorAll(".kb-visa-andrat")) gammal.remove();
  for (const [id, andrat] of Object.entries(data)) {
    const rubrik = document.getElementById(id) ?? document.querySelector("main h1");
    rubrik?.after(markering(id, andrat));
  }
}

// Sidan byts på plats, så att läsaren står kvar där den stod; den som bara sade att något fattas hämtas hel.

async function hamta(senast) {
  if ("visaTom" in document.documentElement.dataset) return location.reload();
  const svar = await fetch(location.href, { cache: "no-store" });
  const ny = new DOMParser().parseFromString(await svar.text(), "text/html");
  const [gammal, nytt] = [document, ny].map((dokument) => dokument.querySelector("main"));
  if (!nytt) return;
  const data = ny.getElementById("kb-visa-andrat");
  document.getElementById("kb-visa-andrat")?.remove();
  if (data) document.head.append(document.importNode(data, true));
  document.title = ny.title;
  gammal.replaceWith(document.importNode(nytt, true));
  markera();
  beratta(senast);
}

function beratta(senast) {
  const har = senast.map((id) => document.getElementById(id)).find(Boolean);
  har?.scrollIntoView({ block: "center" });
  const lankar = senast.slice(0, 5).flatMap((id) => {
    const lank = element("a", "", id);
    lank.href = `/id/${encodeURIComponent(id)}/`;
    return [" ", lank];
  });
  besked.replaceChildren(...(senast.length ? ["Nyss ändrat:", ...lankar] : ["Sidan är uppdaterad."]));
}

async function nyheter({ data }) {
  const nytt = JSON.parse(data);
  visaFynd(nytt.fynd, nytt.kontroll);
  if (sida !== undefined && sida !== nytt.sida) await hamta(nytt.senast);
  sida = nytt.sida;
}

document.body.append(panel);
markera();
const strom = new EventSource("/_visa/handelser");
strom.addEventListener("message", nyheter);
strom.addEventListener("error", () => {
  besked.textContent = "Ingen kontakt med kravbok visa. Sidan är som den var senast.";
});
