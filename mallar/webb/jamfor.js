// Jämförelser: välj bland ändringarna, gå mellan dem, och jämför vilka upplagor som helst. Allt som visas är räknat när
// webbplatsen byggdes; här väljs det bara ut. Ingen text blir till HTML: den sätts in som text.

import { snabbtangenter } from "./kravbok.js";

const ROT = new URL("./", import.meta.url);
const EGNA = new Set(["slag", "belopp"]);
const SAGT = { "-": ["struket: ", " (slut på struket)"], "+": ["tillagt: ", " (slut på tillagt)"] };
const RUBRIKER = { slag: "Vad som hänt", belopp: "Belopp", typ: "Typ", omrade: "Område", kapitel: "Kapitel", kravniva: "Kravnivå", vem: "Vem kravet avser" };
const SIFFROR = [["belopp", "Belopp", "Procenten är avrundad till en decimal. Där ett belopp är okänt räknas ingen skillnad ut."], ["andelar", "Ändrade andelar", "Skillnaden står i procentenheter."], ["tal", "Andra ändrade siffror", "Frister, tider och antal."]];

/** Returns an element with attributes and children; a string child is text, never HTML. */
function e(namn, attribut = {}, ...barn) {
  const element = document.createElement(namn);
  for (const [nyckel, varde] of Object.entries(attribut)) element.setAttribute(nyckel, varde);
  element.append(...barn.flat(Infinity).filter((del) => del !== null && del !== undefined && del !== ""));
  return element;
}

/** Returns the whole address of a page of this site. */
const hit = (adress) => new URL(adress, ROT).href;

/* Vad som jämförs och väljs står i sidans adress. */

/** Returns what the address says: the choices by group, the view, and the two editions where they are chosen. */
function lasAdress() {
  const fragor = new URLSearchParams(location.search);
  const val = new Map();
  for (const grupp of Object.keys(RUBRIKER)) {
    const ord = (fragor.get(grupp) ?? "").split(",").filter(Boolean);
    if (ord.length) val.set(grupp, new Set(ord));
  }
  return { fore: fragor.get("fore") ?? "", efter: fragor.get("efter") ?? "", vy: fragor.get("vy") === "lopande" ? "lopande" : "bredvid", val };
}

/** Returns the page's address with the choices in it, as people can read it. */
function gorAdress({ fore, efter, vy, val }, hash) {
  const delar = [];
  const lagg = (namn, varde) => delar.push(`${namn}=${encodeURIComponent(varde).replaceAll("%40", "@").replaceAll("%2C", ",")}`);
  if (fore && efter) { lagg("fore", fore); lagg("efter", efter); }
  for (const grupp of Object.keys(RUBRIKER)) if (val.get(grupp)?.size) lagg(grupp, [...val.get(grupp)].join(","));
  if (vy === "lopande") lagg("vy", vy);
  return `${location.pathname}${delar.length ? `?${delar.join("&")}` : ""}${hash}`;
}

/* Urvalet. */

/** Returns words such as ”slag:ny typ:krav” as a set; null for a side that is not there. */
const mangd = (ord) => (ord ? new Set(ord.split(" ")) : null);

/** Whether a change is one of those chosen: by what happened, and all else on one and the same side. */
function passar(andring, val) {
  const traff = (finns, grupp, ord) => [...ord].some((namn) => finns.has(`${grupp}:${namn}`));
  for (const [grupp, ord] of val) if (EGNA.has(grupp) && !traff(andring.slag, grupp, ord)) return false;
  return andring.sidor.some((sida) => [...val].every(([grupp, ord]) => EGNA.has(grupp) || traff(sida, grupp, ord)));
}

/** Returns how many changes there are in words: 3 ändringar: 1 ny, 2 ändrade. */
function antalMedOrd(andringar) {
  const antal = (ord) => andringar.filter((andring) => andring.slag.has(ord)).length;
  const nya = antal("slag:ny"), slut = antal("slag:upphavd"), andrade = andringar.length - nya - slut;
  const delar = [[nya, "ny", "nya"], [andrade, "ändrad", "ändrade"], [slut, "upphävd", "upphävda"]].filter(([tal]) => tal).map(([tal, ett, fler]) => `${tal} ${tal === 1 ? ett : fler}`);
  return delar.length ? ` (${delar.join(", ")})` : "";
}

/** Makes the choices, the counter and the keys of one comparison work; from the address and back to it. */
function starta(rot, sidor) {
  const form = rot.querySelector(".kb-filter"), raknare = rot.querySelector(".kb-raknare"), steg = rot.querySelector(".kb-steg");
  if (!form) return;
  const andringar = [...rot.querySelectorAll(".kb-andringsartikel")].map((element) => ({
    element, id: element.id, slag: mangd(element.dataset.slag) ?? new Set(), sidor: [mangd(element.dataset.fore), mangd(element.dataset.efter)].filter(Boolean),
  }));
  const rutor = [...form.querySelectorAll("input[type=checkbox]")];
  const vyer = [...rot.querySelectorAll(".kb-vyval input")];
  const valt = () => {
    const val = new Map();
    for (const ruta of rutor) if (ruta.checked) val.set(ruta.name, (val.get(ruta.name) ?? new Set()).add(ruta.value));
    return val;
  };

  function visa() {
    const val = valt();
    const synliga = andringar.filter((andring) => passar(andring, val));
    const valda = new Set(synliga.map((andring) => andring.id));
    for (const andring of andringar) andring.element.hidden = !valda.has(andring.id);
    for (const del of rot.querySelectorAll(".kb-egen")) del.hidden = val.size > 0;
    for (const del of rot.querySelectorAll(".kb-avsnitt")) del.hidden = !del.querySelector(".kb-andringsartikel:not([hidden]),.kb-egen:not([hidden])");
    doljRader(rot, andringar, valda, val.size > 0);
    for (const ruta of rutor) {
      const andra = new Map(val).set(ruta.name, new Set([ruta.value]));
      ruta.closest("label").querySelector(".kb-antal").textContent = andringar.filter((andring) => passar(andring, andra)).length;
    }
    const alla = andringar.length === 1 ? "1 ändring" : `${andringar.length} ändringar`;
    raknare.textContent = synliga.length === andringar.length ? `Visar alla ${alla}${antalMedOrd(synliga)}.`.replace("alla 1 ändring", "1 ändring") : `Visar ${synliga.length} av ${alla}${antalMedOrd(synliga)}: ${urvalMedOrd(form)}.`;
    steg.hidden = synliga.length < 2;
  }

  function spara() {
    const vy = vyer.find((knapp) => knapp.checked)?.value ?? "bredvid";
    history.replaceState(null, "", gorAdress({ ...sidor, vy, val: valt() }, location.hash));
  }

  function urAdressen() {
    const { val, vy } = lasAdress();
    for (const ruta of rutor) ruta.checked = val.get(ruta.name)?.has(ruta.value) ?? false;
    for (const knapp of vyer) knapp.checked = knapp.value === vy;
    if (val.size && matchMedia("(min-width: 36rem)").matches) form.querySelector("details").open = true;
    visa();
  }

  form.hidden = false;
  form.onsubmit = (handelse) => handelse.preventDefault();
  form.onchange = () => { visa(); spara(); };
  form.onreset = () => setTimeout(() => { visa(); spara(); });
  for (const knapp of vyer) knapp.onchange = spara;
  for (const knapp of steg.querySelectorAll("[data-steg]")) knapp.onclick = () => ga(rot, Number(knapp.dataset.steg));
  urAdressen();
  visaMal();
}

/** Returns the choices in words: ”skärpt; vårdgivaren eller regionen”. */
function urvalMedOrd(form) {
  const grupper = [...form.querySelectorAll("fieldset")].map((grupp) => [...grupp.querySelectorAll("input:checked")].map((ruta) => ruta.nextElementSibling.textContent));
  return grupper.filter((ord) => ord.length).map((ord) => ord.join(" eller ")).join("; ");
}

/** Hides the rows of tables that are about hidden changes, and when something is chosen the tables about anything else. */
function doljRader(rot, andringar, valda, urval) {
  const alla = new Set(andringar.map((andring) => andring.id));
  for (const del of rot.querySelectorAll(".kb-register")) {
    let visas = 0;
    for (const rad of del.querySelectorAll("tbody tr")) {
      const mal = decodeURIComponent(rad.querySelector("th a")?.hash.slice(1) ?? "");
      rad.hidden = alla.has(mal) && !valda.has(mal);
      visas += valda.has(mal) ? 1 : 0;
    }
    del.hidden = urval && !visas;
  }
}

/** Shows what the address points at once the page is complete. */
function visaMal() {
  const mal = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (mal && mal.matches(".kb-andringsartikel")) mal.scrollIntoView({ behavior: "instant" });
}

/** Goes to the next or the one before of the changes that are shown, from the one in focus or else in view. */
function ga(rot, riktning) {
  const synliga = [...rot.querySelectorAll(".kb-andringsartikel:not([hidden])")];
  const har = synliga.indexOf(document.activeElement?.closest(".kb-andringsartikel") ?? aktuell);
  const overst = synliga.findLastIndex((artikel) => artikel.getBoundingClientRect().top < 40);
  const nasta = har >= 0 ? har + riktning : riktning > 0 ? overst + 1 : overst;
  const mal = synliga[Math.max(0, Math.min(nasta, synliga.length - 1))];
  if (!mal) return;
  aktuell = mal;
  const rubrik = mal.querySelector("h4");
  rubrik.tabIndex = -1;
  rubrik.focus({ preventScroll: true });
  rubrik.scrollIntoView({ block: "start" });
}
let aktuell = null;

document.addEventListener("keydown", (handelse) => {
  const steg = { n: 1, f: -1 }[handelse.key.toLowerCase()];
  if (!steg || handelse.ctrlKey || handelse.metaKey || handelse.altKey || !snabbtangenter()) return;
  if (handelse.target.closest?.("input,select,textarea,[contenteditable]")) return;
  const rot = document.querySelector(".kb-jamforelse:not([hidden])");
  if (!rot?.querySelector(".kb-steg:not([hidden])")) return;
  handelse.preventDefault();
  ga(rot, steg);
});

/* Samma element som sidan för två upplagor i följd har, ur data. */

/** Returns words with those struck and added marked, for the eye and the ear. */
function ord(bitar = []) {
  return bitar.map((bit) => {
    const [sagtFore, sagtEfter] = SAGT[bit[0]] ?? [];
    return sagtFore ? e(bit[0] === "-" ? "del" : "ins", {}, e("span", { class: "kb-dold" }, sagtFore), bit.slice(1), e("span", { class: "kb-dold" }, sagtEfter)) : bit.slice(1);
  });
}

function cell(bitar, punkt, iStallet) {
  if (bitar) return e("span", { class: punkt ? "kb-spalttext kb-punkt" : "kb-spalttext" }, punkt ? `${punkt} ` : "", ord(bitar));
  return iStallet ? e("span", { class: "kb-spalttext" }, iStallet) : null;
}

function rad(bitar, punkt) {
  return e("p", punkt ? { class: "kb-punkt" } : {}, punkt ? `${punkt} ` : "", ord(bitar));
}

/** Returns a text in two columns, and the same in one; the style shows one of them. */
function text(namn, par, spalter) {
  const huvud = e("thead", {}, e("tr", {}, spalter.map((spalt) => e("th", { scope: "col" }, spalt))));
  const rader = par.map((del) => e("tr", {}, e("td", { "data-spalt": spalter[0] }, cell(del.fore, del.punkt_fore, del.i_stallet)), e("td", { "data-spalt": spalter[1] }, cell(del.efter, del.punkt_efter, del.i_stallet))));
  const lopande = par.map((del) => (del.fore && del.efter ? rad(del.ord, del.punkt_efter) : del.fore ? rad(del.fore, del.punkt_fore) : rad(del.efter, del.punkt_efter)));
  return [
    e("div", { class: "kb-tabellram kb-bredvid", role: "region", "aria-label": `${namn}, före och efter`, tabindex: "0" }, e("table", { class: "kb-spalter" }, huvud, e("tbody", {}, rader))),
    e("div", { class: "kb-lopande" }, lopande),
  ];
}

function fakta(lista, klass) {
  const bitar = (varde) => varde.map((bit) => (typeof bit === "string" ? bit : e("a", { href: hit(bit[1]) }, bit[0])));
  return e("dl", { class: klass }, lista.map(([term, varden]) => [e("dt", {}, term), varden.map((varde) => e("dd", {}, bitar(varde)))]));
}

const rubrik = (nummer, ord) => [nummer ? e("span", { class: "kb-nr" }, nummer) : null, nummer ? " " : "", ord];
const mellan = (lista, tecken) => lista.flatMap((del, plats) => (plats ? [tecken, del] : [del]));

/** Returns a change as an article. */
function artikel(andring, nummer, fraga) {
  const gammalt = fraga.gamla.get(andring.id) ?? andring.id;
  const lankar = [[andring.fore, fraga.fore, gammalt], [andring.efter, fraga.efter, andring.id]].filter(([finns]) => finns)
    .map(([, sida, id]) => e("a", { href: hit(`${sida.adress}${id}/`) }, `Kravet i ${fraga.tvaBocker ? `${sida.bok} ` : ""}${sida.upplaga.split(" ")[0]}`));
  return e("article", { class: "kb-andringsartikel", id: andring.id, "data-slag": andring.slag, "data-fore": andring.fore, "data-efter": andring.efter },
    e("h4", {}, rubrik(nummer, andring.rubrik), " ", e("span", { class: "kb-id" }, andring.id)),
    e("p", { class: "kb-markning" }, mellan(andring.markning.map((mark) => e("span", {}, mark)), " · ")),
    andring.anmarkning ? e("p", {}, andring.anmarkning) : null,
    fraga.data.stycken[andring.stycken].length ? text(andring.rubrik, fraga.data.stycken[andring.stycken], fraga.par.spalter) : null,
    fakta(andring.fakta, "kb-fakta"),
    e("p", { class: "kb-vidare" }, mellan([...lankar, e("a", { href: `#${andring.id}` }, "Länk till ändringen")], " · ")));
}

/** Returns a chapter's or an appendix' own difference. */
function egen(del, fraga) {
  const par = fraga.data.stycken[del.stycken];
  return e("div", { class: "kb-egen" }, e("p", {}, del.mening), par.length ? text(del.rubrik, par, fraga.par.spalter) : null);
}

function avsnitt(del, fraga) {
  return e("section", { class: "kb-avsnitt" }, e("h3", { id: del.id }, rubrik(del.nummer, del.rubrik)), del.egen ? egen(del.egen, fraga) : null,
    del.andringar.map(([plats, nummer]) => artikel(fraga.data.andringar[plats], nummer, fraga)));
}

function tabell(namn, kolumner, rader) {
  const huvud = e("thead", {}, e("tr", {}, kolumner.map((kolumn) => e("th", { scope: "col" }, kolumn))));
  const kropp = e("tbody", {}, rader.map(([forsta, ...resten]) => e("tr", {}, e("th", { scope: "row" }, forsta), resten.map((varde) => e("td", {}, varde)))));
  return e("div", { class: "kb-tabellram", role: "region", "aria-label": namn, tabindex: "0" }, e("table", { class: "kb-tabell" }, e("caption", {}, namn), huvud, kropp));
}

/** Returns the tables of figures: kronor of new and ended requirements too, and what changed of shares and the rest. */
function siffertabeller(fraga) {
  return SIFFROR.map(([grupp, namn, inledning]) => {
    const rader = fraga.andringar.flatMap(({ andring, nummer }) => andring.siffror.filter(([slag]) => slag === grupp && (andring.tecken === "~" || grupp === "belopp"))
      .map(([, siffra, fore, efter, skillnad, procent]) => [e("a", { href: `#${andring.id}` }, nummer || andring.id), andring.rubrik, siffra, fore, efter, skillnad || "–", ...(grupp === "belopp" ? [procent || "–"] : [])]));
    const kolumner = ["Avsnitt", "Krav", "Siffra", "Före", "Efter", "Skillnad", ...(grupp === "belopp" ? ["Procent"] : [])];
    return rader.length ? e("section", { class: "kb-register" }, e("h2", { id: `siffror-${grupp}` }, namn), e("p", {}, inledning), tabell(namn, kolumner, rader)) : null;
  });
}

/** Returns the form of choices: each that some change fits. */
function urval(fraga) {
  const finns = new Set(fraga.andringar.flatMap(({ andring }) => `${andring.slag} ${andring.fore} ${andring.efter}`.split(" ")));
  return Object.entries(RUBRIKER).map(([grupp, namn]) => {
    const val = (fraga.data.val[grupp] ?? []).filter(([id]) => finns.has(`${grupp}:${id}`));
    return val.length ? e("fieldset", {}, e("legend", {}, namn), val.map(([id, ord]) => e("label", {}, e("input", { type: "checkbox", name: grupp, value: id }), " ", e("span", {}, ord), " ", e("span", { class: "kb-antal" })))) : null;
  });
}

/** Returns what only changes a number or a source, and for two books what only one of them has. */
function efterat(fraga) {
  const { par, data, fore, efter } = fraga;
  const rader = par.dolda.map(([id, markning]) => [id, ...namnOchNummer(fraga, id), markning]);
  const delar = rader.length ? [e("section", { class: "kb-register" }, e("h2", { id: "dolda" }, "Ändringar som inte ändrar något i sak"), e("p", {}, "Krav som bara har fått nytt nummer, ny typografi eller en ny källa."),
    e("details", {}, e("summary", {}, "Visa raderna"), tabell("Ändringar som inte ändrar något i sak", ["Krav", "Rubrik", "Nummer före", "Nummer efter", "Slag"], rader)))] : [];
  if (!fraga.tvaBocker) return delar;
  const delade = [new Set(par.motsvarar.map(([gammalt]) => gammalt)), new Set(par.motsvarar.map(([, nytt]) => nytt))];
  return [...delar, [fore, efter].map((sida, plats) => {
    const bara = Object.entries(sida.krav).filter(([id]) => !delade[plats].has(id));
    const namn = `Bara i ${sida.bok} ${sida.upplaga}`;
    return bara.length ? e("section", {}, e("h2", {}, namn), e("details", {}, e("summary", {}, `Visa ${bara.length} krav`), e("ul", {}, bara.map(([id, [nummer, plats2]]) => e("li", {}, e("a", { href: hit(`${sida.adress}${id}/`) }, rubrik(nummer, data.rubriker[plats2]), " ", e("span", { class: "kb-id" }, id))))))) : null;
  })];
}

function namnOchNummer({ data, fore, efter, gamla }, id) {
  const [gammalt, nytt] = [fore.krav[gamla.get(id) ?? id], efter.krav[id]];
  return [data.rubriker[(nytt ?? gammalt)[1]], gammalt?.[0] || "–", nytt?.[0] || "–"];
}

/* Filer av det som visas. */

const HAR = { "+": "nytt", "~": "ändrat", "-": "upphävt" };
const TERMER = ["Skäl", "Ändringens slag", "Beslut", "Ärende", "Svarar på", "Uppföljning", "Uppgift som saknas"];

/** Returns a cell that no spreadsheet takes for a formula, in quotes where it must be. */
function csvCell(varde) {
  const ofarlig = /^[ \u00a0]*[=+\-@\t\r\n]/.test(varde) ? `'${varde}` : varde;
  return /[;"\r\n]/.test(ofarlig) ? `"${ofarlig.replaceAll('"', '""')}"` : ofarlig;
}

const namnet = (data, grupp, ordlista) => ordlista.split(" ").filter((ett) => ett.startsWith(`${grupp}:`)).map((ett) => (data.val[grupp] ?? []).find(([id]) => id === ett.slice(grupp.length + 1))?.[1] ?? "").join(", ");
const lydelse = (par, sida) => par.filter((del) => del[sida]).map((del) => `${del[`punkt_${sida}`] ? `${del[`punkt_${sida}`]} ` : ""}${del[sida].map((bit) => bit.slice(1)).join("")}`).join("\n");

/** Returns the changes that are shown as CSV for a Swedish spreadsheet. */
function somCsv(fraga, visade) {
  const rader = [["Avsnitt", "Nummer före", "Nummer efter", "Krav-id", "Rubrik", "Vad som hänt", "Slag", "Kapitel", "Typ", "Kravnivå", "Vem", "Område", "Text före", "Text efter", "Siffror", ...TERMER]];
  for (const { andring, nummer, kapitel } of visade) {
    const sida = andring.efter || andring.fore, par = fraga.data.stycken[andring.stycken], uppgifter = new Map(andring.fakta);
    const [, fore, efter] = namnOchNummer(fraga, andring.id);
    rader.push([nummer, fore, efter, andring.id, andring.rubrik, HAR[andring.tecken], namnet(fraga.data, "slag", andring.slag), kapitel, ...["typ", "kravniva", "vem", "omrade"].map((grupp) => namnet(fraga.data, grupp, sida)), lydelse(par, "fore"), lydelse(par, "efter"),
      andring.siffror.map(([, namn, gammal, ny]) => `${namn}: ${gammal} → ${ny}`).join("; "), ...TERMER.map((term) => (uppgifter.get(term) ?? []).map((varde) => varde.map((bit) => (typeof bit === "string" ? bit : bit[0])).join("")).join("; "))]);
  }
  return `\ufeff${rader.map((celler) => celler.map(csvCell).join(";")).join("\r\n")}\r\n`;
}

/** Returns the changes that are shown as JSON, with their words in place of numbers. */
function somJson(fraga, visade) {
  const krav = visade.map(({ andring, nummer, kapitel }) => ({ ...andring, nummer, kapitel, stycken: fraga.data.stycken[andring.stycken] }));
  return `${JSON.stringify({ fore: fraga.par.fore, efter: fraga.par.efter, titel: fraga.par.titel, krav }, null, 2)}\n`;
}

function hamta(fraga, rot) {
  const knapp = (namn, andelse, slag, gor) => {
    const element = e("button", { type: "button", class: "kb-knapp" }, namn);
    element.onclick = () => {
      const visade = fraga.andringar.filter(({ andring }) => !document.getElementById(andring.id)?.hidden);
      const lank = e("a", { href: URL.createObjectURL(new Blob([gor(fraga, visade)], { type: slag })), download: `${fraga.par.fore}-${fraga.par.efter}.${andelse}`.replaceAll("@", "-") });
      rot.append(lank);
      lank.click();
      lank.remove();
      setTimeout(() => URL.revokeObjectURL(lank.href), 1000);
    };
    return element;
  };
  const egenSida = fraga.par.sida ? e("p", {}, e("a", { href: hit(fraga.par.sida) }, "Jämförelsen som egen sida, med Word, PDF och Excel")) : null;
  return e("section", { class: "kb-hamta kb-bara-skarm" }, e("h2", { id: "hamta" }, "Hämta"), egenSida,
    e("p", {}, knapp("Det som visas som CSV", "csv", "text/csv;charset=utf-8", somCsv), " ", knapp("Det som visas som JSON", "json", "application/json", somJson)),
    e("p", {}, "I Word, PDF och Excel: ", e("code", {}, `kravbok diff ${fraga.par.fore} ${fraga.par.efter} --format docx --till andringar.docx`)));
}

/* Fritt val av två upplagor. */

const hamtade = new Map();
const SIDANS_TITEL = document.title;
const WEBBEN = SIDANS_TITEL.split(" – ").slice(1).join(" – ");

/** Returns a file of comparisons; it is fetched once. */
async function las(fil) {
  if (!hamtade.has(fil)) {
    const svar = await fetch(hit(fil));
    if (!svar.ok) throw new Error(String(svar.status));
    hamtade.set(fil, await svar.json());
  }
  return hamtade.get(fil);
}

/** Returns the file that holds a pair, or nothing where the books have nothing in common. */
function filen(filer, fore, efter) {
  const [ena, andra] = [fore.split("@")[0], efter.split("@")[0]];
  const namn = ena === andra ? [`jamfor/${ena}.json`] : [`jamfor/${ena}+${andra}.json`, `jamfor/${andra}+${ena}.json`];
  return namn.find((ett) => filer.includes(ett));
}

/** Returns the page's title for a pair: ”Jämför 2021 med 2023: Nära vård”, or both books where they are two. */
function parTitel({ fore, efter, tvaBocker }) {
  const [ena, andra] = [fore, efter].map((sida) => sida.upplaga.split(" ")[0]);
  return tvaBocker ? `Jämför ${fore.bok} ${ena} med ${efter.bok} ${andra}` : `Jämför ${ena} med ${andra}: ${efter.bok}`;
}

function byggJamforelse(rot, data, par) {
  const sida = (id) => data.upplagor.find((upplaga) => upplaga.id === id);
  const delar = par.avsnitt.flatMap((del) => del.andringar.map(([plats, nummer]) => ({ andring: data.andringar[plats], nummer, kapitel: `${del.nummer} ${del.rubrik}`.trim() })));
  const fraga = { data, par, fore: sida(par.fore), efter: sida(par.efter), andringar: delar, tvaBocker: par.fore.split("@")[0] !== par.efter.split("@")[0], gamla: new Map(par.motsvarar.map(([gammalt, nytt]) => [nytt, gammalt])) };
  document.title = `${parTitel(fraga)} – ${WEBBEN}`;
  rot.dataset.fore = par.fore;
  rot.dataset.efter = par.efter;
  rot.querySelector(".kb-fore-andringarna").replaceChildren(
    e("h2", { id: "titel", tabindex: "-1" }, par.titel), e("p", { class: "kb-upplaga" }, par.status), fakta(par.uppgifter, "kb-uppgifter"),
    ...par.notiser.map(([namn, ord]) => e("div", { class: "kb-notis", role: "note" }, e("p", {}, e("strong", {}, `${namn}.`), ` ${ord}`))),
    e("h2", { id: "sammanfattning" }, "Sammanfattning"), e("ul", {}, par.sammanfattning.map((mening) => e("li", {}, mening))),
    ...(par.omfattning ? [e("p", {}, e("strong", {}, "Omfattning:"), ` ${par.omfattning}`)] : []), ...siffertabeller(fraga).filter(Boolean));
  rot.querySelector(".kb-grupper").replaceChildren(...urval(fraga).filter(Boolean));
  rot.querySelector(".kb-andringar").replaceChildren(...par.avsnitt.map((del) => avsnitt(del, fraga)), ...par.bilagor.map((del) => e("section", { class: "kb-avsnitt" }, e("h3", { id: del.id }, del.rubrik), egen(del, fraga))));
  rot.querySelector(".kb-andringslista").hidden = !par.avsnitt.length && !par.bilagor.length;
  rot.querySelector(".kb-efter-andringarna").replaceChildren(...efterat(fraga).flat().filter(Boolean), hamta(fraga, rot));
}

/** Hides the comparison that was shown and says why; the page is again the one to choose on. */
function dolj(rot, svar, ord) {
  rot.hidden = true;
  svar.textContent = ord;
  document.title = SIDANS_TITEL;
}

/** Shows the comparison that the form says, or why there is none. */
async function jamfor(form, rot, svar) {
  const fore = form.elements.fore.value, efter = form.elements.efter.value;
  const fil = filen(form.dataset.filer.split(" "), fore, efter);
  const galler = () => fore === form.elements.fore.value && efter === form.elements.efter.value;
  rot.hidden = true;
  svar.textContent = "";
  if (fore === efter) { dolj(rot, svar, "Välj två olika upplagor."); return; }
  if (!fil) { dolj(rot, svar, "Böckerna har inga krav gemensamma, och inget krav som svarar mot ett i den andra."); return; }
  try {
    const data = await las(fil);
    if (!galler()) return;
    const par = data.par.find((ett) => ett.fore === fore && ett.efter === efter);
    if (!par) { dolj(rot, svar, "Upplagorna har inga krav gemensamma."); return; }
    byggJamforelse(rot, data, par);
    rot.hidden = false;
    starta(rot, { fore, efter });
  } catch {
    if (galler()) dolj(rot, svar, "Jämförelsen gick inte att hämta. Försök igen, eller läs en av sidorna nedan.");
  }
}

function startaVal(form) {
  const rot = document.querySelector(".kb-jamforelse"), svar = document.querySelector(".kb-svar");
  const { fore, efter } = form.elements;
  const finns = (lista, varde) => [...lista.options].some((val) => val.value === varde);
  form.hidden = false;
  document.querySelector(".kb-utan-skript").hidden = true;
  const urAdressen = () => {
    const onskad = lasAdress();
    if (!finns(fore, onskad.fore) || !finns(efter, onskad.efter)) {
      dolj(rot, svar, onskad.fore || onskad.efter ? "Adressen nämner en upplaga som inte finns här. Välj bland dem som finns." : "");
      return false;
    }
    fore.value = onskad.fore;
    efter.value = onskad.efter;
    return true;
  };
  const forst = [...efter.querySelectorAll("optgroup")].find((bok) => bok.children.length > 1);
  if (forst) [fore.value, efter.value] = [...forst.children].slice(-2).map((val) => val.value);
  const visa = async () => {
    history.pushState(null, "", gorAdress({ ...lasAdress(), fore: fore.value, efter: efter.value }, ""));
    aktuell = null;
    await jamfor(form, rot, svar);
    document.getElementById("titel")?.focus();
  };
  form.onsubmit = (handelse) => { handelse.preventDefault(); visa(); };
  form.elements.byt.onclick = () => { [fore.value, efter.value] = [efter.value, fore.value]; visa(); };
  addEventListener("popstate", () => {
    const { fore: gammal, efter: ny } = rot.dataset;
    if (urAdressen() && (rot.hidden || fore.value !== gammal || efter.value !== ny)) jamfor(form, rot, svar);
  });
  if (urAdressen()) jamfor(form, rot, svar);
}

const valj = document.querySelector(".kb-valj");
if (valj) startaVal(valj);
else for (const rot of document.querySelectorAll(".kb-jamforelse")) starta(rot, {});
