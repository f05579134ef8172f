import type { StarterPack } from './starter-pack.ts';

/** What almost any desk hears: access, billing, orders, returns, faults, service. Used where no special pack fits better. */
export const supportGeneral: StarterPack = {
  id: 'support-general',
  name: 'General customer support',
  tree: {
    'Account & access': {
      'Signing in': {
        'Forgotten password':
          'forgot my password; reset password; recover password; password reset link; lost my password; change password | de: Passwort vergessen; Passwort zurücksetzen | es: olvidé mi contraseña; restablecer contraseña; recuperar contraseña',
        'Cannot sign in':
          'cannot log in; login problem; sign in fails; login does not work; wrong username or password; access denied | de: Anmeldung nicht möglich; kann mich nicht einloggen; Login geht nicht | es: no puedo iniciar sesión; problema de acceso; no puedo entrar',
        'Account locked':
          'account locked; account blocked; account suspended; too many attempts; unlock my account | de: Konto gesperrt; Account gesperrt | es: cuenta bloqueada; cuenta suspendida',
        'Security code & two-factor':
          'verification code not received; no text message with code; code does not arrive; code in spam; new phone number for codes; two factor authentication; authenticator app; SMS code; one time code; 2FA | de: Bestätigungscode; Zwei-Faktor | es: código de verificación; doble factor',
      },
      Registration: {
        'Create an account':
          'create an account; open an account; sign up; register; new user account; how to join | de: Konto erstellen; registrieren; anlegen | es: crear una cuenta; registrarme; abrir cuenta',
        'Registration problems':
          'registration problem; error during sign up; cannot register; sign up fails; registration error; confirmation email not received | de: Registrierung fehlgeschlagen; Problem bei der Registrierung | es: problema de registro; error al registrarme',
      },
      'Managing the account': {
        'Change account details':
          'edit my account; update personal information; change email; change phone number; change name; correct my profile | de: Daten ändern; Profil bearbeiten; E-Mail-Adresse ändern | es: cambiar mis datos; editar cuenta; actualizar perfil',
        'Switch or transfer an account':
          'switch account; change account type; transfer the product to a new owner; sold it second-hand; bought used; registered to previous owner; ownership transfer; invite new owner; use another account; switch to another user; upgrade account; downgrade account; premium account; free account; transfer to a new owner; change of ownership | de: Konto wechseln; auf neuen Besitzer übertragen | es: cambiar de cuenta; cambiar de titular',
        'Delete the account':
          'delete my account; close account; cancel account; deactivate account; remove my profile; terminate account | de: Konto löschen; Account schließen | es: eliminar cuenta; borrar mi cuenta; cerrar cuenta',
        'Account hacked':
          'account hacked; someone used my account; unauthorised login; stolen account | de: Konto gehackt | es: hackearon mi cuenta',
        'Privacy & personal data':
          'personal data; privacy; data protection request; GDPR; export my data; delete my data | de: Datenschutz; DSGVO | es: privacidad; protección de datos',
      },
    },
    'Billing & payments': {
      Invoices: {
        'Get an invoice':
          'get my invoice; download invoice; invoice for my company; documents; find bills; need a receipt; copy of the bill; where is my invoice; check invoices | de: Rechnung herunterladen; Rechnung fehlt; brauche Rechnung | es: descargar factura; ver facturas; necesito la factura',
        'Invoice wrong':
          'invoice wrong; bill incorrect; wrong company name on invoice; correct the invoice; change invoice address; reissue invoice; name on the invoice; bill too high | de: Rechnung falsch; Rechnung korrigieren | es: factura incorrecta; corregir factura',
        'Tax & VAT':
          'VAT number; sales tax; tax exempt; tax invoice | de: Umsatzsteuer; Mehrwertsteuer; USt-IdNr | es: IVA; impuestos',
      },
      Paying: {
        'Payment methods':
          'payment methods; which payment options; do you accept credit card; save my card; replace expired card; new debit card; remove a card; direct debit mandate; bank account for payment; pay by PayPal; pay by bank transfer; how can I pay; change my payment method; update card details | de: Zahlungsarten; Zahlungsmethode ändern; wie kann ich zahlen | es: métodos de pago; formas de pago; cómo puedo pagar',
        'Payment failed':
          'payment failed; payment problem; payment declined; error with payment; card not accepted; cannot pay; trouble paying; report payment issue | de: Zahlung fehlgeschlagen; Problem mit Zahlung; Zahlung abgelehnt | es: pago fallido; problema con el pago; pago rechazado',
        'Payment not registered':
          'paid but not confirmed; payment not received; payment pending; still shows unpaid; received a reminder although paid | de: Zahlung nicht verbucht; Mahnung trotz Zahlung | es: pago no registrado; pagué y aparece pendiente',
        'Late payment & reminders':
          'payment reminder; overdue invoice; late fee; pay later; payment plan; extension to pay | de: Mahnung; Ratenzahlung; Zahlungsaufschub | es: recordatorio de pago; pago atrasado; aplazar pago',
      },
      'Charges & prices': {
        'Charged twice':
          'charged twice; double charge; billed two times; duplicate payment | de: doppelt abgebucht; zweimal belastet | es: cobrado dos veces; doble cargo',
        'Unknown or wrong charge':
          'unknown charge; unauthorised charge; wrong amount charged; overcharged; charged without consent; unexpected fee | de: unbekannte Abbuchung; falscher Betrag; zu viel berechnet | es: cargo desconocido; cobro indebido; importe incorrecto',
        'Prices & discounts':
          'price question; how much does it cost; discount code not working; coupon; promo code; welcome code; voucher; gift card; code rejected at checkout; student discount | de: Preis; Rabatt; Gutschein einlösen; Gutscheincode | es: precio; descuento; cupón; código promocional',
      },
    },
    'Subscriptions & memberships': {
      'Running plans': {
        'Renew or change a subscription':
          'renew subscription; change my plan; switch plan; another plan; upgrade plan; downgrade plan; monthly or yearly billing; change billing period; extend membership; change tariff; smaller plan; bigger package; when is my renewal | de: Abo verlängern; Abo ändern; Tarif wechseln; jährlich statt monatlich zahlen | es: renovar suscripción; cambiar plan; cambiar de tarifa; pasar a anual',
        'Start a subscription':
          'subscribe; start membership; which plan is right; what does the plan include; free trial; join the programme; add a subscription; activate my membership | de: Abo abschließen; Mitglied werden; was ist im Abo enthalten; Probemonat | es: suscribirme; hacerme socio; qué incluye el plan; prueba gratuita',
        'Pause a subscription':
          'pause subscription; put membership on hold; freeze my plan; skip a month; reactivate after a break | de: Abo pausieren; Mitgliedschaft ruhen lassen | es: pausar suscripción; suspender temporalmente',
        'Share or transfer a membership':
          'share my plan with family; add a family member; transfer membership to someone else; second user on the plan | de: Abo übertragen; Familienmitglied hinzufügen | es: compartir el plan; traspasar la suscripción',
      },
      'Ending & terms': {
        'Cancel a subscription':
          'cancel subscription; end membership; stop renewal; unsubscribe from plan; terminate contract; cancel my plan; do not want to renew; turn off automatic renewal; cancel the trial | de: Abo kündigen; Vertrag kündigen; Kündigung; Verlängerung stoppen | es: cancelar suscripción; dar de baja; no renovar; darme de baja del plan',
        'Cancellation fee & notice':
          'cancellation fee; penalty for cancelling; early termination charge; notice period; minimum term; charges for ending the contract early | de: Kündigungsfrist; Mindestlaufzeit; Gebühr für Kündigung | es: penalización por cancelar; plazo de preaviso; permanencia; cargos por cancelación',
        'Renewed or charged against my will':
          'renewed automatically; charged after cancelling; forgot to cancel; renewed without asking; still billed for the subscription; refund of renewal; unused months | de: automatisch verlängert; trotz Kündigung abgebucht | es: renovado automáticamente; cobrado después de cancelar',
        'Price increase':
          'price increase; new price of my plan; why is it more expensive; do not accept the new rate; keep the old price | de: Preiserhöhung; Abo wird teurer | es: subida de precio; aumento de la cuota',
      },
      'Membership benefits': {
        'Use a benefit':
          'member benefit; included service; replacement device included; how to use my membership; benefit not available; member discount not applied | de: Leistung im Abo; Vorteil nutzen; Mitgliederrabatt | es: beneficio de socio; servicio incluido; descuento de socio',
        'Loyalty programme & contests':
          'loyalty points; bonus points; membership card; contest; prize; referral; invite a friend; points missing; redeem points | de: Treuepunkte; Gewinnspiel; Bonusprogramm; Freunde werben | es: puntos; concurso; programa de fidelidad; invitar a un amigo',
      },
    },
    'Orders & delivery': {
      'Placing orders': {
        'Place an order':
          'place an order; how to order; buy a product; make a purchase; cannot check out; problem ordering | de: Bestellung aufgeben; bestellen; kaufen | es: hacer un pedido; comprar; realizar pedido',
        'Change an order':
          'change my order; edit order; change before shipping; different size or model; add item to order; remove item from order; swap product; modify order; wrong size ordered | de: Bestellung ändern; Artikel hinzufügen | es: cambiar pedido; modificar pedido; añadir artículo',
        'Cancel an order':
          'cancel my order; order cancellation; can I still cancel; order by mistake; stop my purchase; cancel purchase | de: Bestellung stornieren; Stornierung | es: cancelar pedido; anular compra',
        'Order confirmation missing':
          'no order confirmation; did my order go through; confirmation email missing; order number missing | de: Bestellbestätigung fehlt | es: no recibí confirmación del pedido',
        Availability:
          'out of stock; when available again; is it in stock; back order; pre-order | de: nicht auf Lager; verfügbar; lieferbar | es: agotado; disponible; existencias',
      },
      'Delivery status': {
        'Where is my order':
          'where is my order; track my order; order status; tracking number; tracking link; check status of purchase; tracking not updated; no scan; no movement; held at the depot; stuck at the hub; carrier; courier; consignment; in transit; ETA of parcel; whereabouts of package | de: wo ist meine Bestellung; Sendungsverfolgung; Paket verfolgen; Spedition; Sendung bewegt sich nicht; Depot | es: dónde está mi pedido; seguimiento del pedido; estado del pedido; transportista; envío parado; número de seguimiento',
        'Late delivery':
          'delivery late; order delayed; package has not arrived; still not delivered; shipment overdue; waiting for delivery; should have arrived; delivery date passed; business days are over | de: Lieferung verspätet; Paket nicht angekommen; warte auf Lieferung | es: pedido retrasado; no ha llegado; entrega tardía',
        'Lost or undelivered parcel':
          'package lost; marked as delivered but not received; parcel missing; trace the parcel; investigation with the carrier; returned to sender; delivery attempt failed; driver did not come | de: Paket verloren; zugestellt aber nicht erhalten | es: paquete perdido; entregado pero no recibido',
        'Damaged, wrong or missing items':
          'arrived damaged; transport damage; damaged in transit; wrong item received; item missing from order; broken on arrival; incomplete delivery; received the wrong product; box damaged; carton crushed; dent; scratch; parts missing; packing slip | de: beschädigt angekommen; falscher Artikel; Artikel fehlt | es: llegó dañado; producto equivocado; falta un artículo',
      },
      'Delivery options': {
        'Delivery address':
          'change shipping address; set up delivery address; wrong address; update address; new shipping address; address not accepted | de: Lieferadresse ändern; falsche Adresse | es: cambiar dirección de envío; dirección de entrega',
        'Delivery times & methods':
          'delivery options; delivery period; how long is shipping; shipping methods; express delivery; do you ship to my country; when will it arrive; shipping cost; do you deliver abroad | de: Lieferzeit; Versandarten; Versandkosten; Versand ins Ausland | es: opciones de entrega; plazo de entrega; gastos de envío; envío al extranjero',
        'Delivery appointment & pickup':
          'reschedule delivery; delivery date; pick up at store; delivery time slot; deliver to a neighbour; click and collect | de: Liefertermin; Abholung; Wunschtermin | es: fecha de entrega; recoger en tienda',
      },
    },
    'Returns & refunds': {
      Returns: {
        'Return an item':
          'return an item; how to return; return pickup; send back within 30 days; does not fit; changed my mind about the product; unwanted gift; original packaging; send it back; return label; start a return; return period; return policy | de: Rücksendung; zurückschicken; Retoure; Rückgabe | es: devolver un producto; devolución; etiqueta de devolución',
        'Exchange an item':
          'exchange item; exchange for another size; swap for different colour; replacement product | de: Umtausch; umtauschen | es: cambiar por otra talla; cambio de producto',
        'Return not accepted':
          'return rejected; return not processed; return received but nothing happened | de: Rücksendung abgelehnt | es: devolución rechazada',
      },
      Refunds: {
        'Request a refund':
          'request a refund; get my money back; want a refund; reimbursement; claim compensation; how to get refunded | de: Rückerstattung beantragen; Geld zurück; Erstattung | es: pedir reembolso; quiero mi dinero; solicitar devolución del dinero',
        'Refund status':
          'refund not received; where is my refund; refund issued but not on my account; bank does not show the refund; track refund; refund status; when will I get my refund; refund delayed; still waiting for reimbursement | de: Rückerstattung nicht erhalten; wann kommt Erstattung; Status der Erstattung | es: estado del reembolso; no he recibido el reembolso; cuándo recibo el reembolso',
        'Refund policy':
          'refund policy; money back guarantee; conditions for refund; am I eligible for a refund; in which cases can I get a refund | de: Rückgaberecht; Widerruf; Erstattungsbedingungen | es: política de reembolso; condiciones de reembolso; garantía de devolución',
        'Wrong refund amount':
          'partial refund; refunded wrong amount; refund too low; refunded to the wrong card | de: falscher Erstattungsbetrag | es: reembolso parcial; reembolso incorrecto',
      },
    },
    'Products & repairs': {
      'Faults & wear': {
        'Defective product':
          'product defective; stopped working; device broken; does not turn on; faulty; malfunction; does not open or close; jammed; error code on the display; screen shows an error; switches itself off | de: defekt; kaputt; funktioniert nicht mehr; geht nicht an; klemmt; Fehlercode im Display | es: defectuoso; no funciona; roto; dejó de funcionar; atascado; código de error en pantalla',
        'Battery & power':
          'battery does not charge; battery drains fast; battery empty; charger; charging light blinks; no power; power adapter; does not charge; battery life; less range than promised; capacity of the battery | de: Akku lädt nicht; Akku schnell leer; Ladegerät; Reichweite; Akku wird nicht geladen | es: batería no carga; la batería dura poco; cargador; autonomía; no se carga',
        'Noise, wear & broken parts':
          'strange noise; squeaking; rattling; grinding; loose; worn out; broken part; leaking; motor; engine; brake; wheel; crack | de: Geräusch; quietscht; locker; verschlissen; undicht; Motor; Bremse | es: ruido; chirría; flojo; desgastado; pieza rota; motor; freno',
        'Weak performance':
          'too weak; not as strong as before; loses power; does not reach speed; gets hot; overheats; performance dropped | de: zu schwach; keine Leistung; wird heiß | es: poca potencia; se calienta; rinde menos',
      },
      'Warranty, repair & cover': {
        'Warranty claim':
          'warranty; guarantee claim; is it still under warranty; warranty expired; who pays for the repair; register the product | de: Garantie; Gewährleistung; Garantiefall | es: garantía; reclamar garantía',
        'Repair & spare parts':
          'repair; book a repair; send in for repair; spare part; replacement part; repair status; technician appointment; service appointment; workshop; inspection; maintenance; order a part | de: Reparatur; Ersatzteil; Techniker; Werkstatt; Wartung; Inspektion; Termin | es: reparación; repuesto; técnico; taller; mantenimiento; revisión; cita',
        'Theft, loss & insurance':
          'stolen; theft; police report; insurance claim; lost item; damage claim; coverage; report stolen; claim rejected; what is insured | de: gestohlen; Diebstahl; Versicherung; Anzeige; Schadensmeldung | es: robado; robo; denuncia; seguro; siniestro',
        'Safety & recall':
          'recall; safety notice; fire; smoke; injury; accident with the product; is it safe; dangerous | de: Rückruf; Sicherheit; Unfall; Rauch | es: retirada del mercado; seguridad; accidente; humo',
      },
      'Advice & use': {
        'Set-up & assembly':
          'how to install; set up; assembly instructions; mount; connect device; getting started; installation problem; missing screws; fit the part | de: einrichten; Installation; Aufbauanleitung; anschließen; montieren | es: instalar; configurar; instrucciones de montaje; montar',
        'Product advice':
          'which model; size; dimensions; weight; material; difference between models; suitable for; recommendation; product details; accessories | de: welches Modell; Größe; Maße; Unterschied; geeignet; Zubehör | es: qué modelo; talla; medidas; diferencia; recomendación; accesorios',
        'Care & manual':
          'user manual; instructions; how does it work; cleaning; care; storage; how do I use; what does this button do | de: Bedienungsanleitung; wie funktioniert; reinigen; Pflege; Taste | es: manual; cómo funciona; cómo se usa; limpiar; botón',
      },
    },
    'App & connected devices': {
      'Apps & website': {
        'App or website error':
          'app crashes; website error; error message; page does not load; site is down; app freezes; bug; something went wrong; button does nothing; blank screen; checkout page error | de: App stürzt ab; Fehlermeldung; Webseite lädt nicht; App hängt | es: la app se cierra; mensaje de error; la página no carga; error en el portal',
        'Slow or interrupted':
          'very slow; keeps disconnecting; lags; outage; service interrupted; connection lost; down for everyone | de: langsam; Verbindung bricht ab; Ausfall; Störung | es: muy lento; se desconecta; interrupción; caída del servicio',
        'How to use a feature':
          'where do I find the setting; how to change settings in the app; feature missing; notifications do not appear; language of the app; dark mode; history | de: Einstellung finden; Funktion fehlt; Benachrichtigungen | es: dónde está el ajuste; falta la función; notificaciones',
      },
      'Devices & connection': {
        'Connection & pairing':
          'pair with the app; Bluetooth; device not found; does not connect; lost connection to app; sync; new phone does not find the device; connection fails; searching forever | de: koppeln; verbindet sich nicht; Bluetooth; nicht gefunden; neues Handy | es: emparejar; no se conecta; Bluetooth; no encuentra el dispositivo; vincular; móvil nuevo',
        'Location & tracking':
          'wrong location on map; GPS; last position; live tracking; map does not update; find my device; where is my vehicle | de: Standort falsch; GPS; Ortung; Karte | es: ubicación incorrecta; GPS; mapa; localizar',
        'Locks & remote control':
          'smart lock; unlock with the app; does not unlock; lock stuck; key card; key fob; remote control; lock does not open; door stays shut; digital key | de: Schloss öffnet nicht; entsperren; Schlüsselkarte; Fernbedienung | es: cerradura; candado no abre; desbloquear; llave digital; mando',
        'Wi-Fi & network':
          'Wi-Fi; network; router; offline; no signal; mobile data; cannot connect to Wi-Fi | de: WLAN; Netzwerk; offline; kein Empfang | es: wifi; red; sin conexión; sin señal',
      },
      'Software & updates': {
        'Firmware or app update':
          'software update; firmware update stuck; update failed; update will not install; problem since the update; new version; downgrade; restart after update | de: Update hängt; Update fehlgeschlagen; seit dem Update; neue Version; Aktualisierung | es: actualización; actualización colgada; desde la actualización; nueva versión',
        Compatibility:
          'compatible with; does it work with; supported devices; operating system; old phone not supported; which version do I need | de: kompatibel; unterstützte Geräte; Betriebssystem | es: compatible; dispositivos compatibles; sistema operativo',
        'Data & settings lost':
          'data gone; history missing; settings reset; lost my trips; statistics wrong; sync to another device; backup | de: Daten weg; Einstellungen zurückgesetzt; Statistik falsch | es: datos perdidos; historial; perdí mis datos; estadísticas',
      },
    },
    'Service & feedback': {
      'Contacting us': {
        'Speak to a person':
          'speak to a human; talk to an agent; human assistance; real person; operator; transfer me to someone; chat with an agent | de: mit Mitarbeiter sprechen; echter Mensch | es: hablar con un agente; hablar con una persona; operador',
        'Contact details & hours':
          'contact customer service; customer support phone number; opening hours; when are you open; email address of support; call customer service; how to reach you; working hours of support | de: Kundenservice kontaktieren; Öffnungszeiten; Telefonnummer | es: contactar atención al cliente; horario; número de teléfono',
        'No reply':
          'no answer from support; nobody replied; waiting for a response; ticket still open; follow up on my request | de: keine Antwort; warte auf Rückmeldung | es: no me responden; sin respuesta',
      },
      Opinions: {
        'Make a complaint':
          'complaint; file a complaint; make a claim; unhappy with service; bad experience; rude employee; disappointed; lodge a reclamation | de: Beschwerde; unzufrieden; Reklamation | es: queja; reclamación; mala experiencia',
        'Leave a review or praise':
          'leave a review; write feedback; rate the product; praise; compliment; comment on your services; submit an opinion | de: Bewertung schreiben; Lob; Feedback | es: dejar una reseña; opinión; valoración; comentario',
        'Suggest an improvement':
          'suggestion; feature request; idea; you should add; improvement | de: Vorschlag; Verbesserung; Wunsch | es: sugerencia; mejora',
      },
      'News & promotions': {
        Newsletter:
          'newsletter; unsubscribe from newsletter; subscribe to newsletter; mailing list; marketing emails; stop sending emails | de: Newsletter abbestellen; Newsletter abonnieren | es: boletín; darme de baja del boletín; suscribirme al boletín',
        'Offers & campaigns':
          'offer; sale; campaign; black friday; advertising; is the offer still valid; promotion terms | de: Angebot; Aktion; Werbung | es: oferta; promoción; publicidad',
      },
      Company: {
        'Jobs & partnerships':
          'job application; careers; work for you; partnership; reseller; supplier; press enquiry; sponsorship | de: Bewerbung; Stellenangebot; Kooperation; Presse | es: empleo; trabajar con ustedes; colaboración; prensa',
        'Stores & locations':
          'store near me; branch location; where is your shop; store opening hours | de: Filiale; Geschäft in der Nähe | es: tienda cercana; ubicación de tienda',
      },
    },
  },
};
