import type { Language } from '../text/language.ts';
import { stem } from '../text/stem.ts';
import { surfaceWords } from '../text/tokenise.ts';

/**
 * Words that mean the same at any help desk: English | German | Spanish, several words joined by `_`. Small and general on purpose: a shop's
 * own terms come from its texts, not from here.
 */
const groups = `
refund reimburse reimbursement money_back pay_back give_back get_back | erstattung erstatten rückerstattung geld_zurück zurückzahlen | reembolso reembolsar devolver_el_dinero
cancel cancellation call_off back_out end terminate stop unsubscribe quit | kündigen kündigung stornieren stornierung abbrechen beenden | cancelar cancelación anular baja
return send_back bring_back give_back | rückgabe zurückgeben zurückschicken rücksendung retoure | devolver devolución retornar
bill invoice receipt | rechnung beleg quittung | factura recibo
cost price fee charge pay payment costs expensive cheap money amount cash | kosten preis gebühr bezahlen zahlen zahlung betrag geld teuer | costar cuesta precio tarifa pagar pago dinero importe coste cobrar
free gratis no_charge without_cost for_nothing | kostenlos umsonst gratis | gratuito gratis
bike bicycle cycle | fahrrad rad | bicicleta bici
phone mobile smartphone cell handset | handy telefon smartphone | teléfono móvil celular
call ring phone telephone | anrufen telefonieren | llamar
email mail message e-mail | e-mail mail nachricht | correo email mensaje
parcel package packet shipment carton box packaging cardboard | paket sendung karton verpackung | paquete envío caja embalaje
deliver delivery arrive ship shipping dispatch come transport | lieferung liefern zustellung versand ankommen | entrega entregar envío llegar enviar
carrier courier driver truck lorry | spediteur kurier fahrer lieferdienst | transportista mensajero repartidor
buy purchase order get | kaufen kauf bestellen bestellung | comprar compra pedir pedido
sell offer stock | verkaufen anbieten | vender ofrecer
broken damage damaged defect defective faulty crack split bash scratch smash | kaputt schaden beschädigt defekt kratzer riss | roto daño dañado defecto arañazo averiado
repair fix mend service | reparieren reparatur | reparar reparación arreglar
replace replacement exchange swap new | ersetzen ersatz austausch tauschen umtausch | reemplazar cambiar sustituir repuesto
missing lost lack absent not_there | fehlen fehlt verloren | faltar falta perdido
theft steal stolen thief rob | diebstahl gestohlen stehlen dieb geklaut | robo robar robado ladrón
police officer | polizei | policía
insurance cover coverage insure protect protection claim | versicherung versichert schutz abdeckung | seguro cobertura proteger
warranty guarantee | garantie gewährleistung | garantía
password passcode pin | passwort kennwort | contraseña clave
login log_in sign_in signin get_in access | anmelden einloggen anmeldung zugang reinkommen | entrar acceder iniciar_sesión acceso
attempt try guess mistype wrong | versuch vertippt falsch | intento equivocado
account profile | konto profil | cuenta perfil
subscription plan membership subscribe contract | abo abonnement mitgliedschaft vertrag tarif | suscripción plan contrato abono
renew renewal extend prolong roll_over | verlängern verlängerung | renovar renovación
expire lapse run_out valid validity | ablaufen gültig gültigkeit | caducar vencer válido validez
change modify edit alter update switch | ändern änderung wechseln | cambiar modificar cambio
delete remove erase | löschen entfernen | borrar eliminar
code number digits | code nummer ziffern | código número
discount voucher coupon promo reduced | rabatt gutschein reduziert | descuento cupón rebajado
card credit_card debit_card | karte kreditkarte | tarjeta
bank account statement | bank | banco
wait waiting hold hang_on | warten | esperar
keep retain store hold storage | behalten aufbewahren lagern speichern | guardar conservar almacenar
holiday vacation away abroad travel journey trip | urlaub verreisen ausland reise | vacaciones viaje extranjero
flight fly plane airline aircraft | flug flugzeug fliegen | vuelo avión volar
battery power_pack accu | akku batterie | batería
charge charger charging plug | laden ladegerät aufladen | cargar cargador
display screen monitor | anzeige bildschirm display | pantalla
button key press | taste knopf drücken | botón tecla pulsar
unlock open | öffnen aufschließen entsperren | abrir desbloquear
lock locked close closed | schloss sperren gesperrt verriegelt | candado bloquear bloqueado cerrar
weight weigh heavy kilos kg load | gewicht wiegen schwer kilo | peso pesar pesado kilo
range distance far | reichweite entfernung | alcance autonomía distancia
cold frost winter freezing | kälte frost winter kalt | frío helada invierno
rain wet water moisture | regen nass wasser feucht | lluvia mojado agua
friend guest family share | freund gast familie | amigo invitado familia
owner seller previous_person | besitzer eigentümer verkäufer | dueño propietario vendedor
second-hand used | gebraucht | segunda_mano usado
shop store workshop dealer | laden werkstatt händler | tienda taller
support team help_desk customer_service office staff | kundendienst support | soporte atención
remote remotely from_a_distance over_the_internet | fern aus_der_ferne | remoto distancia
maximum limit most at_most up_to highest | höchstens maximal limit | máximo límite
minimum least at_least lowest below | mindestens minimum | mínimo
fast quickly soon | schnell bald | rápido pronto
finish finished ready done complete | fertig abgeschlossen | listo terminado completo
error fault problem issue fail failure | fehler störung problem | error fallo problema
install setup set_up | installieren einrichten | instalar configurar
wheel tyre tire | reifen | rueda neumático
pressure pump inflate bar psi | druck aufpumpen luftdruck | presión inflar
engine motor | motor antrieb | motor
camera photo picture scan | kamera foto bild scannen | cámara foto escanear
address | adresse anschrift | dirección
student pupil | student schüler | estudiante
allowed permitted permit forbidden may prohibited | erlaubt darf verboten | permitido prohibido
report notify tell | melden meldung anzeigen | denunciar informar comunicar
decide decision approve | entscheiden entscheidung | decidir decisión
`;

type DeskLanguage = 'en' | 'de' | 'es';
const columns = ['en', 'de', 'es'] as const;

interface DeskWords {
  /** Groups of a stem. */
  readonly single: ReadonlyMap<string, readonly number[]>;
  /** Phrases as stems, by their first one. */
  readonly phrases: ReadonlyMap<
    string,
    readonly { readonly stems: readonly string[]; readonly group: number }[]
  >;
}

/** The groups with each language's words, as they are written. */
const parsed = groups
  .trim()
  .split('\n')
  .map((line) => line.split('|').map((column) => column.trim().split(/\s+/u)));

const made = new Map<DeskLanguage, DeskWords>();

function deskWords(language: DeskLanguage): DeskWords {
  const known = made.get(language);
  if (known !== undefined) return known;
  const single = new Map<string, number[]>();
  const phrases = new Map<string, { stems: string[]; group: number }[]>();
  for (const [group, lists] of parsed.entries()) {
    for (const entry of lists[columns.indexOf(language)] ?? []) {
      const stems = entry.split('_').map((word) => stem(word, language));
      if (stems.length === 1) single.set(stems[0]!, [...(single.get(stems[0]!) ?? []), group]);
      else phrases.set(stems[0]!, [...(phrases.get(stems[0]!) ?? []), { stems, group }]);
    }
  }
  const words = { single, phrases };
  made.set(language, words);
  return words;
}

/** Which meanings the words of a text have: numbers of groups that are the same in every language, by stem. Most words have none. */
export function meaningsOf(text: string, language: Language): ReadonlyMap<string, readonly number[]> {
  const { single, phrases } = deskWords(language === 'de' || language === 'es' ? language : 'en');
  const stems = surfaceWords(text).map((word) => stem(word, language));
  const found = new Map<string, number[]>();
  for (const [position, word] of stems.entries()) {
    for (const group of single.get(word) ?? []) add(found, word, group);
    for (const { stems: phrase, group } of phrases.get(word) ?? [])
      if (phrase.every((part, offset) => stems[position + offset] === part))
        for (const part of phrase) add(found, part, group);
  }
  return found;
}

function add(found: Map<string, number[]>, word: string, group: number): void {
  const known = found.get(word);
  if (known === undefined) found.set(word, [group]);
  else if (!known.includes(group)) known.push(group);
}

/** Other words for those of a text, in all languages, to search with. */
export function otherWords(text: string, language: Language): string[] {
  const meanings = new Set([...meaningsOf(text, language).values()].flat());
  return [...meanings].flatMap((group) => parsed[group]!.flat().flatMap((entry) => entry.split('_')));
}
