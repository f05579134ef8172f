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
          'verification code not received; two factor authentication; authenticator app; SMS code; one time code; 2FA | de: Bestätigungscode; Zwei-Faktor | es: código de verificación; doble factor',
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
          'switch account; change account type; use another account; switch to another user; upgrade account; downgrade account; premium account; free account; transfer to a new owner; change of ownership | de: Konto wechseln; auf neuen Besitzer übertragen | es: cambiar de cuenta; cambiar de titular',
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
          'get my invoice; download invoice; find bills; need a receipt; copy of the bill; where is my invoice; check invoices | de: Rechnung herunterladen; Rechnung fehlt; brauche Rechnung | es: descargar factura; ver facturas; necesito la factura',
        'Invoice wrong':
          'invoice wrong; bill incorrect; wrong company name on invoice; correct the invoice; change invoice address; bill too high | de: Rechnung falsch; Rechnung korrigieren | es: factura incorrecta; corregir factura',
        'Tax & VAT':
          'VAT number; sales tax; tax exempt; tax invoice | de: Umsatzsteuer; Mehrwertsteuer; USt-IdNr | es: IVA; impuestos',
      },
      Paying: {
        'Payment methods':
          'payment methods; which payment options; do you accept credit card; pay by PayPal; pay by bank transfer; how can I pay; change my payment method; update card details | de: Zahlungsarten; Zahlungsmethode ändern; wie kann ich zahlen | es: métodos de pago; formas de pago; cómo puedo pagar',
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
          'price question; how much does it cost; discount code not working; coupon; promo code; voucher; gift card | de: Preis; Rabatt; Gutschein einlösen; Gutscheincode | es: precio; descuento; cupón; código promocional',
      },
      'Subscriptions & contracts': {
        'Cancel a subscription':
          'cancel subscription; end membership; stop renewal; unsubscribe from plan; terminate contract; cancellation fee; penalty for cancelling; early termination charge | de: Abo kündigen; Vertrag kündigen; Kündigung | es: cancelar suscripción; dar de baja; penalización por cancelar',
        'Renew or change a subscription':
          'renew subscription; change my plan; switch plan; another plan; upgrade plan; downgrade plan; automatic renewal; extend membership; pause subscription | de: Abo verlängern; Abo ändern | es: renovar suscripción; cambiar plan',
      },
    },
    'Orders & delivery': {
      'Placing orders': {
        'Place an order':
          'place an order; how to order; buy a product; make a purchase; cannot check out; problem ordering | de: Bestellung aufgeben; bestellen; kaufen | es: hacer un pedido; comprar; realizar pedido',
        'Change an order':
          'change my order; edit order; add item to order; remove item from order; swap product; modify order; wrong size ordered | de: Bestellung ändern; Artikel hinzufügen | es: cambiar pedido; modificar pedido; añadir artículo',
        'Cancel an order':
          'cancel my order; order cancellation; stop my purchase; cancel purchase | de: Bestellung stornieren; Stornierung | es: cancelar pedido; anular compra',
        'Order confirmation missing':
          'no order confirmation; did my order go through; confirmation email missing; order number missing | de: Bestellbestätigung fehlt | es: no recibí confirmación del pedido',
        Availability:
          'out of stock; when available again; is it in stock; back order; pre-order | de: nicht auf Lager; verfügbar; lieferbar | es: agotado; disponible; existencias',
      },
      'Delivery status': {
        'Where is my order':
          'where is my order; track my order; order status; tracking number; check status of purchase; tracking not updated; ETA of parcel; whereabouts of package | de: wo ist meine Bestellung; Sendungsverfolgung; Paket verfolgen | es: dónde está mi pedido; seguimiento del pedido; estado del pedido',
        'Late delivery':
          'delivery late; order delayed; package has not arrived; still not delivered; shipment overdue; waiting for delivery | de: Lieferung verspätet; Paket nicht angekommen; warte auf Lieferung | es: pedido retrasado; no ha llegado; entrega tardía',
        'Lost or undelivered parcel':
          'package lost; marked as delivered but not received; parcel missing; returned to sender; delivery attempt failed; driver did not come | de: Paket verloren; zugestellt aber nicht erhalten | es: paquete perdido; entregado pero no recibido',
        'Damaged, wrong or missing items':
          'arrived damaged; transport damage; damaged in transit; wrong item received; item missing from order; broken on arrival; incomplete delivery; received the wrong product | de: beschädigt angekommen; falscher Artikel; Artikel fehlt | es: llegó dañado; producto equivocado; falta un artículo',
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
          'return an item; how to return; send it back; return label; start a return; return period; return policy | de: Rücksendung; zurückschicken; Retoure; Rückgabe | es: devolver un producto; devolución; etiqueta de devolución',
        'Exchange an item':
          'exchange item; exchange for another size; swap for different colour; replacement product | de: Umtausch; umtauschen | es: cambiar por otra talla; cambio de producto',
        'Return not accepted':
          'return rejected; return not processed; return received but nothing happened | de: Rücksendung abgelehnt | es: devolución rechazada',
      },
      Refunds: {
        'Request a refund':
          'request a refund; get my money back; want a refund; reimbursement; claim compensation; how to get refunded | de: Rückerstattung beantragen; Geld zurück; Erstattung | es: pedir reembolso; quiero mi dinero; solicitar devolución del dinero',
        'Refund status':
          'refund not received; where is my refund; track refund; refund status; when will I get my refund; refund delayed; still waiting for reimbursement | de: Rückerstattung nicht erhalten; wann kommt Erstattung; Status der Erstattung | es: estado del reembolso; no he recibido el reembolso; cuándo recibo el reembolso',
        'Refund policy':
          'refund policy; money back guarantee; conditions for refund; am I eligible for a refund; in which cases can I get a refund | de: Rückgaberecht; Widerruf; Erstattungsbedingungen | es: política de reembolso; condiciones de reembolso; garantía de devolución',
        'Wrong refund amount':
          'partial refund; refunded wrong amount; refund too low; refunded to the wrong card | de: falscher Erstattungsbetrag | es: reembolso parcial; reembolso incorrecto',
      },
    },
    'Product & technical problems': {
      'Something does not work': {
        'Defective product':
          'product defective; stopped working; device broken; does not turn on; faulty; malfunction; does not open or close; lock stuck; jammed; error code on the display | de: defekt; kaputt; funktioniert nicht mehr; geht nicht an; klemmt | es: defectuoso; no funciona; roto; dejó de funcionar; atascado',
        'Battery & power':
          'battery does not charge; battery drains fast; battery empty; charger; no power; power adapter; does not charge | de: Akku lädt nicht; Akku schnell leer; Ladegerät | es: batería no carga; la batería dura poco; cargador',
        'Noise, wear & broken parts':
          'strange noise; squeaking; rattling; loose; worn out; broken part; leaking; motor; brake | de: Geräusch; quietscht; locker; verschlissen; undicht | es: ruido; chirría; flojo; desgastado; pieza rota',
        'Connection & pairing':
          'pair with the app; Bluetooth; device not found; does not connect; lost connection to app; sync; wrong location on map; GPS | de: koppeln; verbindet sich nicht; Bluetooth; nicht gefunden | es: emparejar; no se conecta; Bluetooth; no encuentra el dispositivo',
        'App or website error':
          'app crashes; website error; error message; page does not load; site is down; app freezes; bug | de: App stürzt ab; Fehlermeldung; Webseite lädt nicht | es: la app se cierra; mensaje de error; la página no carga',
        'Slow or interrupted':
          'very slow; keeps disconnecting; lags; outage; service interrupted; connection lost | de: langsam; Verbindung bricht ab; Ausfall; Störung | es: muy lento; se desconecta; interrupción',
      },
      'Using the product': {
        'Set-up & installation':
          'how to install; set up; configuration; assembly instructions; connect device; getting started; installation problem | de: einrichten; Installation; Aufbauanleitung; anschließen | es: instalar; configurar; instrucciones de montaje',
        'How to use a feature':
          'how do I use; how does it work; user manual; where do I find the setting; instructions | de: Bedienungsanleitung; wie funktioniert; Einstellung finden | es: cómo se usa; manual; cómo funciona',
        'Compatibility & updates':
          'compatible with; does it work with; update problem; software update; firmware update stuck; supported devices; new version | de: kompatibel; Update | es: compatible; actualización',
      },
      'Warranty, repair & cover': {
        'Warranty claim':
          'warranty; guarantee claim; is it still under warranty; warranty expired | de: Garantie; Gewährleistung; Garantiefall | es: garantía; reclamar garantía',
        'Theft, loss & insurance':
          'stolen; theft; police report; insurance claim; lost item; damage claim; coverage | de: gestohlen; Diebstahl; Versicherung; Anzeige | es: robado; robo; denuncia; seguro',
        'Repair & spare parts':
          'repair; send in for repair; spare part; replacement part; repair status; technician appointment | de: Reparatur; Ersatzteil; Techniker | es: reparación; repuesto; técnico',
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
        'Loyalty programme & contests':
          'loyalty points; bonus points; membership card; contest; prize; referral; invite a friend | de: Treuepunkte; Gewinnspiel; Bonusprogramm | es: puntos; concurso; programa de fidelidad',
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
