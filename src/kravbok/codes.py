"""Every finding code of kravbok: stable, never reused, explained in `felkoder/CODE.md`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Allvar(StrEnum):
    """Severity: an error stops the build, a warning stops it with --strikt, information never does."""

    FEL = "fel"
    VARNING = "varning"
    UPPLYSNING = "upplysning"


@dataclass(frozen=True, slots=True)
class Kod:
    """A finding code with its short name, severity and one-line title."""

    kod: str
    namn: str
    allvar: Allvar
    rubrik: str


_TABLE = """
K001 fil-oläslig            fel      Filen går inte att läsa
K002 fil-för-stor           fel      Filen är för stor
K003 fil-tom                fel      Filen är tom
K004 fil-inte-fil           fel      Här ska vara en fil
K005 fil-länk               fel      Symboliska länkar läses inte
K006 fil-namn               fel      Filnamnet går inte att använda
K007 fil-okänd-plats        fel      Filen ligger där kravbok inte läser
K008 fil-kodning            fel      Filen är inte sparad som UTF-8
K009 fil-tecken             fel      Filen har ett osynligt eller otillåtet tecken
K010 yaml-fel               fel      YAML-texten går inte att tolka
K011 yaml-kolon             fel      Kolon följt av blanksteg i text utan citattecken
K012 yaml-indrag            fel      Indraget stämmer inte
K013 yaml-tabb              fel      Tabb används som indrag
K014 yaml-citattecken       fel      Ett citattecken saknas
K015 yaml-klammer           fel      En klammer eller hakparentes är inte avslutad
K016 yaml-starttecken       fel      Värdet börjar med ett tecken som YAML använder själv
K017 yaml-dubbel-nyckel     fel      Samma nyckel står två gånger
K018 yaml-ankare            fel      Ankare och alias används inte
K019 yaml-tagg              fel      YAML-taggar används inte
K020 yaml-direktiv          fel      YAML-direktiv används inte
K021 yaml-djup              fel      Filen är för djupt nästlad
K022 yaml-nyckel            fel      Nyckeln är inte ett ord
K023 yaml-tomt-värde        fel      Nyckeln saknar värde
K024 yaml-komma             fel      Ett komma delar värdet inom klamrar
K025 yaml-nummertecken      fel      Texten klipps av vid nummertecknet
K026 yaml-inte-post         fel      Här ska stå en post med nycklar
K027 yaml-null              fel      null är inget värde i kravbok
K028 yaml-för-många         fel      Filen har för många värden
K029 sammanslagning-oavslutad fel   Filen har en konflikt som ingen har löst
K101 okänd-nyckel           fel      Nyckeln finns inte
K102 nyckel-saknas          fel      En nyckel saknas
K103 fel-storhet            fel      Värdet är ingen storhet
K104 fel-val                fel      Värdet hör inte till de tillåtna
K105 fel-datum              fel      Datumet finns inte eller är fel skrivet
K106 fel-tal                fel      Värdet är inget heltal
K107 fel-slag               fel      Fel slags värde
K108 fel-id                 fel      Id:t är fel bildat
K109 för-lång               fel      Texten är för lång
K110 fel-som-föregående     fel      Det går inte att ärva från föregående lydelse
K111 fel-regel              fel      Regeln saknar något som dess slag kräver
K112 fel-hash               fel      Kontrollsumman är fel skriven
K113 fel-kombination        fel      Uppgifterna går inte ihop
K114 fel-länk               fel      Adressen är inte en webbadress
K115 fel-format             fel      Posterna är skrivna för en annan version
K116 fel-mönster            fel      Mönstret går inte att använda
K201 id-dubblett            fel      Id:t används av två poster
K202 id-filnamn             varning  Filnamnet är inte id:t
K203 referens-saknas        fel      Hänvisningen leder ingenstans
K204 kapitel-saknas         fel      Kapitlet finns inte i boken
K205 bok-saknas             fel      Boken finns inte
K206 upplaga-saknas         fel      Upplagan finns inte i boken
K207 referens-utanför       fel      Hänvisningen går till ett krav som inte finns i upplagan
K208 id-återanvänt          fel      Id:t har tillhört ett annat krav
K209 siffra-saknas          fel      Siffran finns inte
K210 siffra-oanvänd         varning  Siffran används inte
K211 område-okänt           fel      Ämnet är inte registrerat
K212 ordning-dubblett       fel      Två krav har samma plats
K213 bilaga-fil             fel      Bilagans fil saknas eller går inte att använda
K214 organ-saknas           fel      Organet finns inte hos organisationen
K215 grundpost-saknas       fel      Projektet saknar en grundpost
K301 tid-överlapp           fel      Två lydelser gäller samtidigt
K302 tid-lucka              varning  Det finns en lucka mellan två lydelser
K303 tid-ordning            fel      Datumen kommer i fel ordning
K304 tid-upphört            fel      En lydelse börjar efter att kravet upphört
K305 förslag-utan-upplaga   fel      Förslaget säger inte vilken upplaga det gäller
K306 andring-saknas         fel      Senare lydelse utan typ och motiv
K307 kand-till              fel      Upplagan säger inte hur länge den är känd
K308 utgång-saknas          varning  Förslagets dag har passerat utan att utgången är antecknad
K309 bevakning              varning  En bevakning har passerat sitt datum
K310 ursprung-årtal         varning  Källan är äldre än det den ska belägga
K330 andring-redaktionell   fel      Ändringen är mer än redaktionell
K331 andring-ersättning     varning  En ändrad ersättning utan ändrad siffra
K332 andring-riktning       fel      Ändringen är angiven åt fel håll
K333 beslut-verkningslöst   fel      Ett bifall har inte ändrat den beslutade upplagan
K340 tabell-lucka           fel      Tabellen har en lucka
K341 tabell-överlapp        fel      Två rader i tabellen gäller samtidigt
K342 tabell-skuggad         fel      En rad i tabellen används aldrig
K343 regel-enhet            fel      Regelns enheter går inte ihop
K344 räkneexempel           fel      Räkneexemplet är inte vad regeln ger
K345 räkneexempel-oräknat   fel      Räkneexemplet går inte att räkna
K346 regel-olösbar          fel      Andelen av sin egen summa har ingen lösning
K347 regel-nyckel           fel      Regeln har en nyckel som dess slag inte räknar med
K350 räkning-formel         fel      Formeln går inte att läsa
K351 räkning-namn           fel      Formeln använder ett värde som inte är givet
K352 räkning-oanvänt        fel      Ett givet värde används inte i formeln
K353 räkning-enhet          fel      Enheterna i formeln går inte ihop
K354 räkning-värde          fel      Ett givet värde går inte att räkna med
K355 räkning-stämmer        upplysning Påståendet stämmer med räkningen
K356 räkning-faktor-tio     upplysning Påståendet avviker med en faktor tio
K357 räkning-summa          upplysning Summan är inte delarna
K358 räkning-avviker        upplysning Påståendet avviker från räkningen
K359 räkning-går-inte       upplysning Påståendet går inte att räkna ut
K360 kravuppföljning-dubbel fel      Två kravuppföljningar gäller samma bok, år och krav
K361 kravuppföljning-bok    fel      Kravuppföljningen gäller ett krav i en annan bok
K362 kravuppföljning-person varning  En kravuppföljning nämner en person
K363 perspektiv-okänt       fel      Perspektivet finns inte i organisationens lista
K364 leverans-dag           upplysning Leveransens tid går inte att skriva i en kalender
K365 utfall-saknas          varning  Målets dag har passerat utan utfall
K370 rakna-saknar           fel      En uppgift saknas för att räkna
K371 rakna-namn             fel      Regeln frågar inte efter uppgiften
K372 rakna-värde            fel      Värdet går inte att räkna med
K373 rakna-för-mycket       fel      Fallen är för många eller för stora
K374 rakna-ingen-regel      fel      Kravet har ingen regel att räkna med
K375 finansiering-volym     fel      Volymen går inte ihop med ersättningen
K401 paragraf-dubblett      fel      Samma paragraf används för två beslut
K402 diarienummer           fel      Diarienumret följer inte regionens mönster
K403 diarieår               fel      Ärendet är yngre än beslutet
K404 beslut                 fel      En beslutad lydelse saknar beslut
K405 organ-tid              fel      Organet fanns inte den dagen
K406 beslut-utan-verkan     varning  Ett bifall som nämner upplagan har inte ändrat något
K501 dokument-saknas        fel      Dokumentet är inte registrerat
K502 ursprung               fel      Lydelsen saknar ursprung
K503 siffra-utan-belägg     fel      En siffra har inget ursprung
K504 citat-saknas           fel      Citatet står inte på de angivna raderna
K505 citat-siffra           fel      Talet i citatet är inte talet i siffran
K506 källa-ändrad           fel      Den arkiverade källan har ändrats
K507 källa-saknas           varning  Den arkiverade källan finns inte i mappen
K508 citat-långt            varning  Citatet är längre än åtta ord
K509 rader                  fel      Raderna finns inte i källan
K510 källa-sökväg           fel      Filnamnet leder ut ur mappen med källor
K601 text-siffra            fel      En siffra står i löpande text
K602 text-modalverb         fel      Modalverbet säger emot kravnivån
K603 text-två-modalverb     varning  Två modalverb i samma krav
K604 text-vag-tid           varning  Tidsangivelsen är vag
K605 text-föråldrat         varning  Ordet är föråldrat
K606 text-begrepp           varning  Begreppet är skrivet på annat sätt än i registret
K607 text-uttryck           fel      Uttrycket i texten är inte tillåtet
K608 text-markdown          fel      Texten använder något som kravboks text inte har
K609 text-länk              fel      Länken går inte till en tillåten adress
K610 text-tom               fel      Texten är tom
K611 text-html              fel      Rå HTML används inte
K612 text-tabell            fel      Tabellen är fel skriven
K613 text-tecken            fel      Ett tecken går inte att trycka
K614 text-aktör             varning  Kravet säger inte vem som ska göra det
K615 text-två-aktörer       varning  Samma krav binder två, men vem är bara den ena
K616 text-vem               varning  Texten binder någon annan än vem
K617 text-vag-mängd         varning  Mängden är vag
K618 text-lag               varning  Lagen anges utan nummer eller lagrum
K619 text-gällande          varning  Hänvisningen är till vad som gäller för tillfället
K620 text-styrdokument      varning  Styrdokumentet anges utan version och dag
K621 text-roller            fel      Texten och roller säger emot varandra
K622 text-biträde           varning  Vårdgivaren är gjord till personuppgiftsbiträde
K623 text-nummer            varning  Hänvisningen är ett nummer som kan ändras
K624 text-belopp            varning  Beloppet saknar period eller bas
K625 text-lång-mening       varning  Meningen är lång
K626 text-passiv            varning  Många passiva verb och ingen som gör något
K627 text-substantivkedja   varning  Substantiv i kedja döljer verben
K628 text-inklistrat        varning  Texten har rester av en inklistrad fil
K629 text-dubbelt           varning  Något står två gånger
K630 dubblett               varning  Samma klausul står på två ställen
K631 dubblett-kapitel       varning  Ett kapitel upprepar ett annat
K632 nästan-lika            upplysning Två klausuler skiljer sig bara i några ord
K633 upprepat-led           varning  Samma led står två gånger mellan kommatecken
K634 uppföljning-saknas     upplysning Ett ska-krav säger inte hur det följs upp
K635 uppföljning-skäl       varning  Uppföljningen saknar skäl eller metod
K636 två-värden             varning  Samma sak har två värden
K638 två-startdagar         varning  Ett krav och ett beslut anger olika startdagar
K639 två-beslut             varning  Samma sak är beslutad två dagar
K640 två-innehavare         varning  Samma roll har två innehavare
K641 två-dagar              varning  Samma version av ett styrdokument har två dagar
K642 två-sfs-nummer         varning  Samma författning har två nummer
K643 två-mål                varning  Kravet och indikatorn har olika mål
K644 andel-av-sig-själv     varning  En andel räknas på en summa som den kanske ingår i
K645 inga-krav              varning  Boken säger att inga krav ställs, men ställer krav
K646 åtagande-status        varning  Åtaganden i olika skeden saknar status
K647 två-utfall             varning  Samma inspel har två utfall
K648 jurist-hinder          varning  Ett krav som juristen har sagt nej till
K701 mall-fel               fel      Mallen går inte att använda
K702 mall-otillåten         fel      Mallen försöker nå något den inte får
K703 export-fel             fel      Dokumentet gick inte att skapa
K704 bevis-ord              fel      Ett ord saknas eller står fel i den färdiga filen
K705 bevis-rubrik           fel      Ett krav saknas i den färdiga filen
K706 bevis-fil              fel      Den färdiga filen går inte att läsa
K707 bild-otillåten         fel      Bilden går inte att använda
K708 skriv-fel              fel      Det gick inte att skriva till mappen
K720 revision-osparat       fel      Det finns ändringar som inte är sparade i git
K721 revision-för-stort     fel      Revisionspaketet blir för stort
K722 revision-oläsligt      fel      Filen går inte att läsa som ett revisionspaket
K723 revision-manifest      fel      Revisionspaketets manifest saknas eller är fel
K724 revision-ändrad        fel      En fil i revisionspaketet är ändrad
K725 revision-saknas        fel      En fil saknas i revisionspaketet
K726 revision-tillagd       fel      En fil hör inte till revisionspaketet
K727 revision-farlig        fel      Zip-filen kan göra skada när den packas upp
K728 revision-ompackat      varning  Revisionspaketet är packat på nytt
K729 revision-annat         fel      Revisionspaketet är inte det som projektet ger
K730 revision-program       varning  Revisionspaketet är gjort med ett annat program
K731 revision-låsfil        varning  Programmet är inte det som låsfilen säger
K732 revision-citat         varning  Citat är inte styrkta av källorna
K733 revision-ej-prövat     upplysning Citaten är inte prövade om
K801 git-fel                fel      Git-förrådet gick inte att läsa
K802 dag-okänd              fel      Vad som gällde den dagen är okänt
K803 git-före               fel      Dagen ligger före historiken i git
K804 git-grund              fel      Den grunda klonen börjar efter dagen
K805 git-post               varning  En post i en äldre version går inte att läsa
K806 git-spann              fel      Spannet är inte två versioner
K807 git-ofullständig       varning  Hela historien finns inte här
K810 publicera-mål          fel      Målet går inte att använda
K811 publicera-lösenord     fel      Ett lösenord kan komma i orätta händer
K812 publicera-nät          fel      Förbindelsen med målet fungerar inte
K813 publicera-inloggning   fel      Målet godtar inte inloggningen
K814 publicera-värdnyckel   fel      Servern är inte säkert den rätta
K815 publicera-skriva       fel      Målet går inte att skriva till
K816 publicera-manifest     fel      Webbplatsens manifest saknas eller är fel
K817 publicera-mapp         fel      Webbplatsens mapp är inte den som byggdes
K818 publicera-extra        varning  En fil i mappen publiceras inte
K819 publicera-främmande    fel      I målet ligger något som kravbok inte har lagt dit
K820 publicera-fel-summa    fel      En fil blev en annan i målet
K821 publicera-låst         fel      Någon annan publicerar till målet
K822 publicera-borttagen    fel      En publicerad adress försvinner
K823 publicera-förseglad    fel      En förseglad upplagas fil skulle bytas ut
K824 publicera-kvitto       fel      Kvittot i målet går inte att använda
K825 kontroll-saknas        fel      En byggd fil visas inte
K826 kontroll-ändrad        fel      En fil visas med annat innehåll än det byggda
K827 kontroll-tillagd       fel      En fil visas men är inte byggd
K828 kontroll-svar          fel      Servern svarar på fel sätt
K829 publicera-kvar         varning  En gammal fil har lämnats kvar i målet
K830 sök-utan               upplysning Webbplatsen är gjord utan sökning
K831 sök-fel                varning  Webbplatsens sökning gick inte att göra
K832 sök-tom                varning  Ingen sida på webbplatsen går att söka
K835 färg-text              fel      Texten syns för dåligt mot sin bakgrund
K836 färg-linje             fel      Linjer och knappar syns för dåligt
K837 fel-färg               fel      Färgen är fel skriven
K838 logotyp-fil            fel      Logotypens fil saknas eller går inte att använda
K839 logotyp-tung           varning  Logotypen tar lång tid att hämta
K845 adress-bok             fel      Bokens id är en adress på webbplatsen
K846 adress-upplaga         fel      Upplagans id är en adress i boken
K847 adress-kapitel         fel      Kapitlets id är en adress i upplagan
K850 motsvarar-samma-bok    fel      Kravet svarar mot ett krav i samma bok
K860 formatera-avviker      fel      Filen är inte skriven på det gemensamma sättet
K861 formatera-osäker       fel      Filen går inte att skriva om utan att betyda något annat
K862 åtgärd-nekad           fel      Rättelsen skulle ge ett annat fel
K863 åtgärd-förseglad       fel      Rättelsen skulle ändra en förseglad upplaga
K864 id-dubblett-förseglad  fel      Två förseglade krav har samma id
K865 id-dubblett-osäker     fel      Git visar inte vilket av två krav som är det senare
K866 id-hänvisning-osäker   varning  Det går inte att veta vilket krav en hänvisning menar
K870 gren-utan-grund        fel      Det går inte att se var grenen började
K871 godkännande-dött        fel      Villkoret för ett godkännande kan aldrig bli uppfyllt
K880 mapp-upptagen         fel      Mappen kan inte bli ett nytt förråd
K881 ny-uppgift            fel      Uppgiften går inte att använda i ett nytt förråd
K885 git-saknas             varning  Programmet git finns inte på datorn
K901 försegling-krav        fel      Ett krav i en förseglad upplaga har ändrats
K902 försegling-post        fel      En uppgift som en förseglad upplaga vilar på har ändrats
K903 försegling-innehåll    fel      En förseglad upplaga har fått eller förlorat en post
K904 försegling-ordning     fel      Ordningen i en förseglad upplaga har ändrats
K905 försegling-ändrad      fel      Förseglingen är ändrad
K906 försegling-saknas      fel      Förseglingen som boken nämner saknas
K907 försegling-rad         fel      Boken nämner inte förseglingens kontrollsumma
K908 försegling-kedja       fel      Förseglingarnas kedja är bruten
K909 försegling-historik    fel      En försegling är inte som den var i git
K910 försegling-fil         fel      Filen är ingen försegling av upplagan
K911 försegling-hinder      fel      Upplagan kan inte förseglas ännu
K912 försegling-finns       fel      Upplagan är redan förseglad
K913 försegling-grund       upplysning En försegling kan ha ändrats före det som finns här
K914 arkiv-saknas           fel      En förseglad fil saknas i arkivet
K915 arkiv-ändrad           fel      En förseglad fil är en annan
K916 arkiv-överflödig       fel      Arkivet har något som inte är förseglat
K917 arkiv-pekare           fel      En förseglad fil är inte hämtad ur Git LFS
"""


def _parse(table: str) -> dict[str, Kod]:
    rows = (line.split(None, 3) for line in table.strip().splitlines())
    return {kod: Kod(kod, namn, Allvar(allvar), rubrik) for kod, namn, allvar, rubrik in rows}


CODES: dict[str, Kod] = _parse(_TABLE)
