/**
 * Words that mean the same at any help desk, a group per line: English | German | Spanish, several words joined by `_`. General on purpose:
 * a shop's own terms come from its texts, not from here. A word may be in several groups.
 */
export const deskThesaurus = `
refund reimburse reimbursement money_back pay_back give_back get_back cash_back credit | erstattung erstatten rückerstattung geld_zurück zurückzahlen gutschrift | reembolso reembolsar devolver_el_dinero abono
cancel cancellation call_off back_out pull_out end terminate stop unsubscribe quit drop_out get_rid | kündigen kündigung stornieren stornierung abbrechen beenden absagen rücktritt | cancelar cancelación anular baja
return send_back bring_back give_back take_back hand_back ship_back | rückgabe zurückgeben zurückschicken zurücksenden rücksendung retoure zurücknehmen | devolver devolución retornar
keep retain hold_on hang_on hang_onto | behalten | quedarse conservar
bill invoice receipt | rechnung beleg quittung | factura recibo
cost price fee charge pay payment costs expensive cheap money amount cash quid owe spend | kosten preis gebühr bezahlen zahlen zahlung betrag geld teuer | costar cuesta precio tarifa pagar pago dinero importe coste cobrar
free gratis no_charge without_cost for_nothing complimentary on_the_house | kostenlos umsonst gratis kostenfrei | gratuito gratis
instalment installment month_by_month monthly_payment pay_off finance loan credit | rate raten ratenzahlung finanzierung kredit | plazo plazos cuota financiación préstamo
deposit down_payment security | kaution anzahlung | fianza depósito anticipo
deductible excess own_share contribution contribute chip_in | selbstbeteiligung selbstbehalt eigenanteil | franquicia
cover reimburse chip_in pay_for take_over | übernehmen decken | cubrir
transfer bank_transfer wire remit | überweisung überweisen | transferencia transferir
direct_debit debit collect take_from | lastschrift abbuchen abbuchung einzug | domiciliación cargo adeudo
double twice two_times duplicate | doppelt zweimal | doble dos_veces duplicado
discount voucher coupon promo reduced cheaper reduction deal code saving | rabatt gutschein reduziert ermäßigung billiger günstiger | descuento cupón rebajado rebaja oferta
tax vat duty customs | steuer mehrwertsteuer zoll | impuesto iva aduana
card credit_card debit_card | karte kreditkarte | tarjeta
bank | bank | banco
balance credit top_up | guthaben saldo aufladen | saldo recarga
decline refuse reject bounce turn_down not_accept | ablehnen abgelehnt verweigern | rechazar rechazado denegar
bike bicycle cycle | fahrrad rad | bicicleta bici
phone mobile smartphone cell handset device | handy telefon smartphone gerät | teléfono móvil celular dispositivo
call ring phone telephone dial give_a_bell | anrufen telefonieren anruf | llamar llamada
email mail message e-mail | e-mail mail nachricht | correo email mensaje
text sms message | sms kurznachricht | sms mensaje
letter post mail postal | brief post | carta correo
write contact get_in_touch reach speak talk | schreiben kontakt kontaktieren erreichen | escribir contactar contacto hablar
parcel package packet shipment carton box packaging cardboard wrapping | paket sendung karton verpackung | paquete envío caja embalaje cartón
deliver delivery arrive ship shipping dispatch come transport turn_up show_up bring | lieferung liefern zustellung versand ankommen versenden | entrega entregar envío llegar enviar
carrier courier driver truck lorry van delivery_man postman | spediteur kurier fahrer lieferdienst zusteller bote | transportista mensajero repartidor conductor
pick_up pickup collect fetch collection | abholen abholung | recoger recogida
track tracking trace whereabouts | verfolgen sendungsverfolgung nachverfolgen | seguimiento rastrear
late delay delayed overdue behind | spät verspätet verspätung verzögerung | tarde retraso retrasado
neighbour next_door | nachbar | vecino
buy purchase order get | kaufen kauf bestellen bestellung | comprar compra pedir pedido
sell sale offer stock | verkaufen anbieten verkauf | vender ofrecer venta
stock available availability in_store | verfügbar lager vorrätig | disponible disponibilidad existencias
gift present give_away | geschenk schenken | regalo regalar
size fit large small big | größe passt groß klein | talla tamaño grande pequeño
colour color paint shade | farbe lack lackierung | color pintura
broken damage damaged defect defective faulty crack split bash scratch smash knackered bust dent torn snapped | kaputt schaden beschädigt defekt kratzer riss gebrochen beule | roto daño dañado defecto arañazo averiado rotura
repair fix mend service sort_out patch touch_up put_right | reparieren reparatur ausbessern | reparar reparación arreglar retocar
replace replacement exchange swap new substitute | ersetzen ersatz austausch tauschen umtausch | reemplazar cambiar sustituir repuesto
part component piece spare | teil ersatzteil bauteil | pieza parte recambio
missing lost lack absent not_there vanish gone disappear incomplete | fehlen fehlt verloren verschwunden weg | faltar falta perdido desaparecido
forget forgot forgotten cannot_remember | vergessen | olvidar olvidado
find search look_for locate hide position location whereabouts where | finden suchen orten standort position | encontrar buscar localizar ubicación posición
theft steal stolen thief rob nick nicked pinch pinched swipe burglar took taken | diebstahl gestohlen stehlen dieb geklaut entwendet | robo robar robado ladrón hurto
police officer cop cops authorities | polizei | policía
insurance cover coverage insure protect protection claim | versicherung versichert schutz abdeckung | seguro cobertura proteger
claim case request demand | antrag schadensfall forderung anspruch | reclamación solicitud
warranty guarantee | garantie gewährleistung | garantía
accident crash fall collide | unfall sturz | accidente caída choque
password passcode pin passphrase | passwort kennwort pin | contraseña clave pin
login log_in sign_in signin get_in access log_on | anmelden einloggen anmeldung zugang reinkommen | entrar acceder iniciar_sesión acceso
logout log_out sign_out log_off | abmelden ausloggen | cerrar_sesión salir
block locked lock_out suspended disabled barred | gesperrt sperre blockiert | bloqueado suspendido
attempt try guess mistype wrong | versuch vertippt falsch | intento equivocado
account profile user | konto profil benutzer | cuenta perfil usuario
register sign_up join enrol create | registrieren anlegen erstellen beitreten | registrarse darse_de_alta crear
subscription plan membership subscribe contract member tier package | abo abonnement mitgliedschaft vertrag tarif paket | suscripción plan contrato abono membresía tarifa
upgrade move_up higher top better | hochstufen aufstocken upgrade höher | mejorar ampliar superior
downgrade move_down lower smaller | herabstufen downgrade niedriger | bajar inferior
renew renewal extend prolong roll_over rolled_over | verlängern verlängerung | renovar renovación prorrogar
expire lapse run_out valid validity | ablaufen gültig gültigkeit abgelaufen | caducar vencer válido validez caducado
notice period term | frist kündigungsfrist laufzeit | plazo preaviso
trial test try_out sample | probe testen probezeit test | prueba probar
change modify edit alter update switch adjust amend | ändern änderung wechseln anpassen | cambiar modificar cambio ajustar
delete remove erase wipe get_rid | löschen entfernen | borrar eliminar
code number digits | code nummer ziffern | código número
confirm confirmation verify approve validate | bestätigen bestätigung prüfen | confirmar confirmación verificar
identity id passport proof document paper papers certificate | ausweis nachweis dokument unterlagen bescheinigung papiere | identidad documento justificante certificado papeles
privacy data personal gdpr information store | datenschutz daten persönlich | privacidad datos personales
wait waiting hold hang_on queue | warten schlange | esperar cola
store storage keep hold warehouse look_after | aufbewahren lagern lager speichern | guardar conservar almacenar almacén
save stored backup back_up copy | speichern sicherung kopie | guardar copia respaldo
holiday vacation away abroad travel journey trip touring overseas foreign | urlaub verreisen ausland reise unterwegs | vacaciones viaje extranjero viajar
country countries europe abroad foreign | land länder ausland europa | país países extranjero
flight fly plane airline aircraft airport | flug flugzeug fliegen fluggesellschaft | vuelo avión volar aerolínea
luggage baggage suitcase bag cabin hold | gepäck koffer tasche | equipaje maleta bolso
booking reservation book reserve appointment slot | buchung reservierung buchen termin | reserva reservar cita
room hotel stay night accommodation | zimmer hotel aufenthalt übernachtung | habitación hotel estancia alojamiento
ticket fare pass | ticket fahrkarte fahrschein | billete entrada
train ferry bus boat | zug bahn fähre bus | tren ferry autobús barco
battery power_pack accu pack cell juice | akku batterie | batería
charge charger charging plug juice power_up recharge | laden ladegerät aufladen stecker | cargar cargador enchufe recargar
empty flat dead drain run_down drained | leer entladen tot | vacío agotado descargado
power electricity energy current socket mains | strom energie steckdose | electricidad energía corriente enchufe
display screen monitor | anzeige bildschirm display | pantalla
light lamp led blink flash glow ring | licht lampe blinken leuchten | luz lámpara parpadear
button key press push tap hold | taste knopf drücken | botón tecla pulsar
switch_on turn_on start power_on wake activate enable | einschalten anschalten starten aktivieren | encender activar iniciar
switch_off turn_off shut_down deactivate disable | ausschalten abschalten deaktivieren | apagar desactivar
restart reboot reset start_again off_and_on | neustart neu_starten zurücksetzen | reiniciar restablecer
setting option preference configure configuration menu mode | einstellung option menü modus einstellen | ajuste opción configuración menú modo
unlock open pop_open undo | öffnen aufschließen entsperren | abrir desbloquear
lock locked close closed shut | schloss sperren verriegelt zu schließen | candado cerradura bloquear cerrar
key fob tag | schlüssel anhänger | llave llavero
alarm siren alert warning noise | alarm sirene warnung | alarma sirena aviso
sound noise squeal creak loud rattle squeak hum volume | geräusch lärm quietschen laut klappern | ruido sonido chirriar chirrido volumen
weight weigh heavy kilos kg load | gewicht wiegen schwer kilo last | peso pesar pesado kilo carga
range distance far | reichweite entfernung | alcance autonomía distancia
speed fast slow quick | geschwindigkeit schnell langsam | velocidad rápido lento
cold frost winter freezing ice | kälte frost winter kalt eis | frío helada invierno hielo
hot heat warm overheat temperature | heiß hitze warm überhitzt temperatur | calor caliente temperatura
rain wet water moisture damp soaked | regen nass wasser feucht | lluvia mojado agua humedad
clean wash dirt dirty cleaning wipe | reinigen waschen schmutz putzen | limpiar lavar suciedad limpieza
leak drip leaking | undicht tropft leck auslaufen | fuga gotear gotea
smell smoke burn fire burning | geruch rauch brennen feuer | olor humo quemar fuego
danger dangerous safe safety risk | gefahr gefährlich sicher sicherheit | peligro peligroso seguro seguridad
friend guest family share mate partner relative someone_else lend borrow | freund gast familie teilen verleihen leihen partner | amigo invitado familia compartir prestar
child kid children baby toddler son daughter | kind kinder baby | niño niños hijo bebé
owner seller previous_person hand_over ownership | besitzer eigentümer verkäufer halter übertragen | dueño propietario vendedor titular
second-hand second_hand used pre-owned | gebraucht | segunda_mano usado
workshop garage mechanic repair_shop service_centre service_partner | werkstatt mechaniker | taller mecánico
shop store dealer branch outlet | laden geschäft händler filiale | tienda sucursal
support team help_desk customer_service office staff agent representative | kundendienst support mitarbeiter | soporte atención agente
complaint complain unhappy | beschwerde beschweren reklamation | queja quejarse
remote remotely from_a_distance over_the_internet from_afar | fern aus_der_ferne | remoto distancia
internet online web website wifi wlan network connection signal | internet online website wlan netz verbindung empfang | internet web wifi red conexión señal cobertura
connect pair link sync bluetooth | verbinden koppeln bluetooth synchronisieren | conectar emparejar vincular sincronizar
router modem box hotspot | router modem | router módem
sim card esim chip | sim karte esim | sim tarjeta esim
roaming abroad foreign | roaming ausland | roaming extranjero itinerancia
outage down interruption not_working | ausfall störung | avería corte caída
download install setup set_up app application software | herunterladen installieren einrichten app software | descargar instalar configurar aplicación
update upgrade version firmware release | aktualisieren update version | actualizar actualización versión
error fault problem issue fail failure message trouble glitch hang freeze stuck crash | fehler störung problem hängt abstürzen | error fallo problema avería bloqueado
invite add share access permission role | einladen hinzufügen freigeben berechtigung rolle | invitar añadir compartir permiso rol
seat licence license user | lizenz platz benutzer | licencia puesto usuario
export download extract | exportieren export | exportar exportación
import upload load | importieren hochladen | importar subir
integration api webhook connector | schnittstelle integration api | integración api
notification alert reminder push notify | benachrichtigung erinnerung hinweis | notificación aviso recordatorio
wheel tyre tire | reifen rad | rueda neumático
pressure pump inflate bar psi blow_up | druck aufpumpen luftdruck | presión inflar
brake stop pads | bremse bremsen | freno frenos
engine motor drive | motor antrieb | motor
light_weight luggage pannier basket rack | gepäckträger tasche korb | portaequipajes alforja cesta
camera photo picture scan image | kamera foto bild scannen | cámara foto escanear imagen
sticker label qr square_thing barcode | aufkleber etikett qr barcode | pegatina etiqueta qr
address move house relocate postcode | adresse anschrift umzug umziehen | dirección mudanza mudarse domicilio
name surname | name nachname | nombre apellido
age old years_old young | alter alt jahre jung | edad mayor años
student pupil school university | student schüler studium | estudiante escuela universidad
company business firm corporate employer | firma unternehmen geschäftlich arbeitgeber | empresa negocio empresarial
allowed permitted permit forbidden may prohibited ban | erlaubt darf verboten zulässig | permitido prohibido permitir
report notify tell inform let_know flag | melden meldung anzeigen anzeige bescheid | denunciar informar comunicar avisar
decide decision approve result outcome hear_back | entscheiden entscheidung ergebnis | decidir decisión resultado
reply answer respond response | antwort antworten | respuesta responder contestar
proof evidence photo receipt document | nachweis beweis beleg | prueba justificante comprobante
maximum limit most at_most up_to highest no_more_than cap | höchstens maximal limit grenze | máximo límite tope
minimum least at_least lowest below | mindestens minimum | mínimo
fast quickly soon early | schnell bald früh | rápido pronto temprano
finish finished ready done complete over | fertig abgeschlossen vorbei | listo terminado completo acabado
begin start effective take_effect kick_in | beginnen anfangen starten wirksam gelten | empezar comenzar iniciar vigor
opening_hours open hours closed | öffnungszeiten geöffnet | horario abierto
leave pause freeze suspend interrupt break | pausieren pause unterbrechen | pausar pausa interrumpir
die dead death pass_away | tot gestorben tod | muerto fallecido muerte
rent rental hire loan lease | mieten miete leihen leihrad | alquilar alquiler préstamo
assemble build put_together mount attach fit | montieren montage zusammenbauen aufbauen anbauen | montar montaje ensamblar instalar
tool screw screwdriver spanner wrench tighten torque | werkzeug schraube schraubenschlüssel festziehen drehmoment | herramienta tornillo llave apretar
cable wire cord lead | kabel leitung | cable
filter bag cartridge | filter beutel | filtro bolsa
door lid cover flap | tür deckel klappe | puerta tapa
recycle dispose throw_away bin chuck scrap waste | entsorgen wegwerfen müll recycling | reciclar tirar desechar basura
material leather wood steel plastic fabric | material leder holz stahl stoff | material cuero madera acero tela
food eat meal drink | essen trinken mahlzeit | comida comer beber
doctor medical health ill sick | arzt medizinisch krank gesundheit | médico salud enfermo
`;
