// Söksidan: ett litet gränssnitt över Pagefinds index. Utan index, eller utan detta skript, gäller sidans egen lista.
const STEG = 10;
const VIKTER = { metaWeights: { title: 5, id: 10, ord: 0.3, synonym: 1 } };

const sida = {
  form: document.getElementById("kb-sok"),
  falt: document.getElementById("kb-sokord"),
  lage: document.getElementById("kb-soklage"),
  traffar: document.getElementById("kb-soktraffar"),
  fler: document.getElementById("kb-sokfler"),
  lista: document.getElementById("kb-soklista"),
  val: document.getElementById("kb-sokval"),
  valda: document.getElementById("kb-sokvalda"),
  grupper: [...document.querySelectorAll("#kb-sokfilter fieldset")],
};
const ordning = new Intl.Collator("sv", { numeric: true });
let pagefind;
let omgang = 0;
let senast;
let nedat = false;
let resultat = [];
let visade = 0;

function element(namn, klass, ...barn) {
  const nytt = document.createElement(namn);
  if (klass) nytt.className = klass;
  nytt.append(...barn);
  return nytt;
}

// Adressen är det enda minnet: frågan, och ett värde för varje val.

function valda() {
  const filter = {};
  for (const grupp of sida.grupper) {
    const varden = [...grupp.querySelectorAll("input:checked")].map((ruta) => ruta.value);
    if (varden.length) filter[grupp.dataset.filter] = varden;
  }
  return filter;
}

function skrivAdress() {
  const adress = new URL(location.href);
  const fraga = sida.falt.value.trim();
  adress.search = new URLSearchParams([
    ...(fraga ? [["q", fraga]] : []),
    ...Object.entries(valda()).flatMap(([namn, varden]) => varden.map((varde) => [namn, varde])),
  ]);
  if (adress.href !== location.href) history.replaceState(null, "", adress);
}

function lasFraga() {
  sida.falt.value = new URLSearchParams(location.search).get("q") ?? "";
}

function lasFilter() {
  const sagt = new URLSearchParams(location.search);
  for (const grupp of sida.grupper) {
    const varden = sagt.getAll(grupp.dataset.filter);
    for (const ruta of grupp.querySelectorAll("input")) ruta.checked = varden.includes(ruta.value);
  }
}

// Filtren: alla värden som finns, med hur många träffar vart och ett ger.

function gorFilter(alla) {
  for (const grupp of sida.grupper) {
    const varden = Object.keys(alla[grupp.dataset.filter] ?? {}).sort(ordning.compare);
    for (const varde of varden) {
      const ruta = element("input");
      ruta.type = "checkbox";
      ruta.value = varde;
      const antal = element("span", "kb-antal");
      grupp.append(element("div", "", element("label", "kb-val", ruta, " ", element("span", "", varde), " ", antal)));
    }
  }
}

// Ett val som inte ger något visas inte, om det inte redan är gjort eller någon står på det.
function visaAntal(grupp, antal) {
  let synliga = 0;
  for (const ruta of grupp.querySelectorAll("input")) {
    const sagt = antal?.[ruta.value] ?? 0;
    const rad = ruta.closest("div");
    rad.hidden = !sagt && !ruta.checked && ruta !== document.activeElement;
    rad.querySelector(".kb-antal").textContent = `(${sagt})`;
    if (!rad.hidden) synliga += 1;
  }
  grupp.hidden = !synliga;
}

function somFilter(filter, utom) {
  const kvar = Object.entries(filter).filter(([namn]) => namn !== utom);
  return { filters: Object.fromEntries(kvar.map(([namn, varden]) => [namn, { any: varden }])) };
}

// Ett värdes antal är hur många träffar det ger med valen i de andra grupperna, inte med dem i sin egen.
async function raknaFilter(fraga, filter, svar) {
  const antal = [];
  for (const grupp of sida.grupper) {
    const namn = grupp.dataset.filter;
    const eget = filter[namn] ? await pagefind.search(fraga, somFilter(filter, namn)) : svar;
    antal.push([grupp, eget.filters[namn]]);
  }
  return antal;
}

function visaFilter(antal, filter) {
  for (const [grupp, varden] of antal) visaAntal(grupp, varden);
  const val = Object.values(filter).flat().length;
  sida.valda.textContent = val ? `(${val} val)` : "";
}

// Träffarna: riktiga länkar, med det sökta ordet markerat.

function medMarkering(utdrag) {
  const tolkat = new DOMParser().parseFromString(utdrag, "text/html");
  return [...tolkat.body.childNodes].map((del) =>
    del.nodeName === "MARK" ? element("mark", "", del.textContent) : del.textContent,
  );
}

// Ett utdrag ur sidans början säger rubriken en gång till: den tas bort när inget i den är markerat.
function utanRubrik(utdrag, rubrik) {
  const bit = element("p", "", rubrik).innerHTML;
  return utdrag.startsWith(`${bit}. `) ? utdrag.slice(bit.length + 2) : utdrag;
}

function uppgifter(id, filter) {
  const upplagor = filter.upplaga ?? [];
  const ord = [
    id.split(" ")[0],
    (filter.bok ?? []).join(", "),
    upplagor.length ? `${upplagor.length > 1 ? "upplagorna" : "upplaga"} ${upplagor.join(", ")}` : "",
    (filter.typ ?? []).join(", "),
    filter.kravniva ? `nivå: ${filter.kravniva.join(", ")}` : "",
  ];
  return ord.filter(Boolean).join(" · ");
}

function gorTraff(data) {
  const lank = element("a", "", data.meta.title ?? data.url);
  lank.href = data.url;
  const rad = element("li", "kb-traff", element("h2", "kb-traffrubrik", lank));
  const sagt = uppgifter(data.meta.id ?? "", data.filters ?? {});
  if (sagt) rad.append(element("p", "kb-markning", sagt));
  rad.append(element("p", "kb-utdrag", ...medMarkering(utanRubrik(data.excerpt, data.meta.title ?? ""))));
  return rad;
}

function hamtaRader(traffar) {
  return Promise.all(traffar.map(async (traff) => gorTraff(await traff.data())));
}

function visaFlerknapp() {
  sida.fler.hidden = visade >= resultat.length;
}

// Listan kan ha bytts medan raderna hämtades: då hör de inte hemma i den.
async function visaFler() {
  const [alla, fran] = [resultat, visade];
  const rader = await hamtaRader(alla.slice(fran, fran + STEG));
  if (alla !== resultat || fran !== visade) return;
  sida.traffar.append(...rader);
  visade += rader.length;
  visaFlerknapp();
  rader[0]?.querySelector("a").focus();
}

function bytLista(rader) {
  visade = rader.length;
  sida.traffar.replaceChildren(...rader);
  sida.traffar.hidden = !rader.length;
  visaFlerknapp();
}

// Den som stod på något som försvann går till träffen med samma adress, annars till den första, annars till fältet.
function behallFokus(hade) {
  const borta = !hade.isConnected || hade.closest("[hidden]");
  if (borta || (nedat && hade === sida.falt)) {
    const lankar = [...sida.traffar.querySelectorAll("a")];
    (lankar.find((lank) => lank.href === hade.href) ?? lankar[0] ?? sida.falt).focus();
  }
  nedat = false;
}

// Pagefind kortar ett ord som inte finns tills något börjar så: ”patientavgift” ger då ”patient”. Det ska sägas.

const ANDELSE =
  /^(?:(?:[aeo]?(?:r|n|t|rn|rna|na|nde|nden|ndet|de|d|re|ren|rne|st|ste)?|het|heten|heter|heterna|els|lig|ligt|liga|ig|igt|iga|ing|ning)s?)$/;

function enkelt(ord) {
  return ord.normalize("NFD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

function liknar(sokt, funnet) {
  let lika = 0;
  while (lika < sokt.length && sokt[lika] === funnet[lika]) lika += 1;
  return lika >= 2 && ANDELSE.test(sokt.slice(lika));
}

async function arSakert(ord) {
  const [forsta] = (await pagefind.search(ord)).results;
  if (!forsta) return true;
  const data = await forsta.data();
  const delar = data.content.split(/\s+/);
  const funna = [...data.weighted_locations.map(({ location }) => delar[location] ?? ""), ...Object.values(data.meta)];
  const alla = funna.flatMap((text) => text.split(/\s+/)).flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]);
  return alla.some((text) => liknar(enkelt(ord), enkelt(text)));
}

// Ett ord i taget: Pagefind ger två frågor om samma sida samma objekt.
async function osakraOrd(fraga) {
  const osakra = [];
  for (const ord of fraga.split(/[\s"]+/).filter((del) => enkelt(del).length > 1)) {
    if (!(await arSakert(ord))) osakra.push(ord);
  }
  return osakra;
}

function sagAntal(fraga, antal, osakra) {
  const om = fraga ? ` på ”${fraga}”` : "";
  if (antal && osakra.length) {
    const sidor = antal === 1 ? "En sida" : `${antal.toLocaleString("sv")} sidor`;
    return `Inga säkra träffar på ”${osakra.join("”, ”")}”. ${sidor} har något som liknar.`;
  }
  if (antal) return `${antal.toLocaleString("sv")} ${antal === 1 ? "träff" : "träffar"}${om}`;
  return `Inga träffar${om}. Pröva ett annat ord, eller ta bort ett filter.`;
}

async function sok() {
  if (!pagefind) return;
  const fraga = sida.falt.value.trim();
  const filter = valda();
  const sagt = JSON.stringify([fraga, filter]);
  if (sagt === senast) return;
  senast = sagt;
  const nu = ++omgang;
  skrivAdress();
  const hamtat = await hamta(fraga, filter, nu);
  if (nu === omgang) visa(fraga, filter, hamtat);
}

// Allt hämtas först och visas sedan på en gång: listan är aldrig tom däremellan. En fråga som har fått en efterföljare
// frågar inte vidare.

async function hamta(fraga, filter, nu) {
  const sokt = Boolean(fraga) || Object.keys(filter).length > 0;
  const svar = await pagefind.search(fraga || null, somFilter(filter));
  if (nu !== omgang) return null;
  const antal = await raknaFilter(fraga || null, filter, svar);
  if (nu !== omgang) return null;
  const funna = sokt ? svar.results : [];
  const osakra = funna.length ? await osakraOrd(fraga) : [];
  if (nu !== omgang) return null;
  return { sokt, antal, funna, osakra, rader: await hamtaRader(funna.slice(0, STEG)) };
}

function visa(fraga, filter, { sokt, antal, funna, osakra, rader }) {
  const hade = document.activeElement ?? document.body;
  resultat = funna;
  visaFilter(antal, filter);
  bytLista(rader);
  sida.lista.hidden = sokt;
  behallFokus(hade);
  sida.lage.textContent = sokt ? sagAntal(fraga, funna.length, osakra) : "";
}

// Tangenterna mellan fältet och träffarna; snedstrecket till fältet är alla sidors (kravbok.js). En nedåtpil före svaret
// gäller när svaret kommer, om ingen har skrivit mer eller gått därifrån.

function flytta(handelse) {
  const lankar = [...sida.traffar.querySelectorAll("a")];
  const plats = lankar.indexOf(document.activeElement);
  const iFaltet = document.activeElement === sida.falt;
  if (!iFaltet && plats < 0) return;
  if (handelse.key === "Escape") {
    if (iFaltet) return;
    sida.falt.focus();
  } else if (handelse.key === "ArrowDown") {
    nedat = !lankar.length;
    lankar[Math.min(plats + 1, lankar.length - 1)]?.focus();
  } else if (iFaltet) {
    return;
  } else {
    (lankar[plats - 1] ?? sida.falt).focus();
  }
  handelse.preventDefault();
}

function tangent(handelse) {
  if (handelse.ctrlKey || handelse.metaKey || handelse.altKey || handelse.isComposing) return;
  if (["ArrowDown", "ArrowUp", "Escape"].includes(handelse.key)) flytta(handelse);
}

function lyssna() {
  let vantar;
  sida.falt.addEventListener("input", () => {
    nedat = false;
    clearTimeout(vantar);
    vantar = setTimeout(sok, 200);
  });
  sida.form.addEventListener("submit", (handelse) => {
    handelse.preventDefault();
    clearTimeout(vantar);
    sok();
  });
  sida.val.addEventListener("change", sok);
  sida.fler.addEventListener("click", visaFler);
  addEventListener("popstate", () => {
    lasFraga();
    lasFilter();
    sok();
  });
  document.addEventListener("keydown", tangent);
}

// Frågan läses genast: det som någon hinner skriva, och en nedåtpil eller Enter, medan indexet hämtas gäller när det kommer.
async function borja() {
  lasFraga();
  sida.form.hidden = sida.val.hidden = false;
  lyssna();
  try {
    const index = await import(new URL("pagefind/pagefind.js", import.meta.url));
    await index.options({ ranking: VIKTER, excerptLength: 30 });
    gorFilter(await index.filters());
    pagefind = index;
  } catch {
    sida.form.hidden = sida.val.hidden = true;
    sida.form.before(element("p", "kb-notis", "Sökningen går inte att nå. Alla krav och register står här nedanför."));
    return;
  }
  lasFilter();
  sida.val.open = matchMedia("(min-width: 60rem)").matches || Object.keys(valda()).length > 0;
  await sok();
}

borja();
