// Det lilla som gör sidan bekvämare. Utan skript finns allt innehåll och alla länkar kvar.

const SPARAT = "kravbok-snabbtangenter";

/** Returns a button with a text that does something. */
function knapp(text, gor) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "kb-knapp";
  element.textContent = text;
  element.addEventListener("click", gor);
  return element;
}

/** Returns a place where screen readers are told what happened; one for the whole page. */
function svar() {
  let plats = document.getElementById("kb-svar");
  if (!plats) {
    plats = document.createElement("p");
    plats.id = "kb-svar";
    plats.className = "kb-dold";
    plats.setAttribute("role", "status");
    document.querySelector("main").append(plats);
  }
  return plats;
}

/** Puts a text on the clipboard; where the browser does not let us, the address is shown selected instead. */
async function kopiera(lank, element) {
  const text = element.textContent;
  try {
    await navigator.clipboard.writeText(lank.href);
    element.textContent = "Kopierad";
    svar().textContent = "Länken är kopierad.";
    setTimeout(() => { element.textContent = text; }, 3000);
  } catch {
    const falt = document.createElement("input");
    falt.readOnly = true;
    falt.value = lank.href;
    falt.setAttribute("aria-label", "Länken att kopiera");
    element.replaceWith(falt);
    falt.select();
  }
}

for (const rad of document.querySelectorAll("[data-kopiera]")) {
  const lank = rad.querySelector("a");
  const element = knapp("Kopiera länken", () => kopiera(lank, element));
  rad.append(element);
}
for (const plats of document.querySelectorAll("[data-skriv-ut]")) {
  plats.append(knapp("Skriv ut", () => print()));
}

/** Whether single keys do something here; the reader can turn them off (WCAG 2.1.4), and only that is remembered. */
export function snabbtangenter() {
  try { return localStorage.getItem(SPARAT) !== "av"; } catch { return true; }
}

function visaTangenter(plats) {
  const element = knapp("", () => {
    try { localStorage.setItem(SPARAT, snabbtangenter() ? "av" : "på"); } catch { return; }
    namnge();
  });
  const namnge = () => { element.textContent = snabbtangenter() ? "Stäng av snabbtangenter" : "Sätt på snabbtangenter"; };
  namnge();
  plats.append(element);
}

for (const plats of document.querySelectorAll("[data-snabbtangenter]")) visaTangenter(plats);

document.addEventListener("keydown", (handelse) => {
  if (handelse.key !== "/" || handelse.ctrlKey || handelse.metaKey || handelse.altKey || !snabbtangenter()) return;
  if (handelse.target.closest("input,select,textarea,[contenteditable]")) return;
  const mal = document.querySelector("main input[type=search]") || document.querySelector(".kb-meny a[href$='sok/']");
  if (mal) {
    handelse.preventDefault();
    mal.focus();
  }
});
