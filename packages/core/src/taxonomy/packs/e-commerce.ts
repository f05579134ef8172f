import type { StarterPack } from './starter-pack.ts';

/** Online shops and marketplaces. */
export const eCommerce: StarterPack = {
  id: 'e-commerce',
  name: 'Online shop',
  tree: {
    Orders: {
      'Before ordering': {
        'Place an order':
          'how to order; place an order; buy an item; cannot check out; checkout error; add to cart; basket empty; order by phone | de: bestellen; Bestellung aufgeben; Warenkorb | es: hacer un pedido; comprar; carrito',
        'Product availability':
          'out of stock; back in stock; is it available; sold out; when will it be available; notify me when in stock | de: ausverkauft; wieder verfügbar; auf Lager | es: agotado; disponible; vuelve a estar disponible',
        'Pre-orders & backorders':
          'pre-order; backorder; release date; when does my preorder ship | de: Vorbestellung | es: preventa; reserva',
        'Gift & bulk orders':
          'gift wrapping; gift message; order as a gift; bulk order; wholesale; quantity discount; company order | de: Geschenkverpackung; Großbestellung | es: envolver para regalo; pedido al por mayor',
      },
      'Changing an order': {
        'Cancel an order':
          'cancel my order; order cancellation; stop my order; cancel purchase; ordered by mistake | de: Bestellung stornieren; Bestellung abbrechen | es: cancelar pedido; anular pedido',
        'Change items in an order':
          'change my order; add an item; remove an item; swap item in order; wrong size ordered; edit order; change quantity | de: Bestellung ändern; Artikel hinzufügen | es: modificar pedido; añadir artículo; cambiar talla del pedido',
        'Order cancelled by the shop':
          'you cancelled my order; order was cancelled without reason; why was my order cancelled | de: Bestellung wurde storniert | es: cancelaron mi pedido',
      },
      'Order confirmation': {
        'No order confirmation':
          'no confirmation email; did my order go through; order number missing; order not in my account | de: keine Bestellbestätigung | es: no recibí confirmación',
        'Order history':
          'find my old orders; order history; order details; view past purchases | de: Bestellübersicht; alte Bestellungen | es: historial de pedidos',
      },
    },
    Delivery: {
      'Where is my parcel': {
        'Order status & tracking':
          'where is my order; track my order; tracking number; order status; parcel tracking; has my order shipped; tracking does not update | de: wo ist meine Bestellung; Sendungsverfolgung; Paket verfolgen; schon verschickt | es: dónde está mi pedido; seguimiento; número de seguimiento',
        'Late delivery':
          'order late; delivery delayed; parcel has not arrived; still waiting for my package; shipment delayed; overdue | de: Lieferung verspätet; Paket nicht angekommen; warte auf mein Paket | es: pedido retrasado; mi paquete no ha llegado',
        'Lost parcel':
          'parcel lost; package missing; lost in transit; no movement in tracking for weeks; never arrived | de: Paket verloren; Sendung verschollen | es: paquete perdido',
        'Marked delivered, not received':
          'says delivered but not received; delivered to wrong house; left outside and stolen; neighbour does not have it; not at my door | de: als zugestellt markiert aber nicht da; beim Nachbarn abgegeben | es: entregado pero no recibido; robado de la puerta',
        'Failed delivery attempt':
          'missed delivery; nobody rang; courier did not come; redelivery; parcel returned to sender; driver could not find address | de: Zustellversuch; niemand geklingelt; zurück an Absender | es: intento de entrega; repartidor no vino; devuelto al remitente',
      },
      'What arrived': {
        'Wrong item received':
          'wrong item received; received different product; wrong colour sent; wrong size delivered; not what I ordered | de: falscher Artikel geliefert; falsche Größe geliefert | es: producto equivocado; me llegó otro artículo',
        'Item missing from parcel':
          'item missing; incomplete order; part of my order missing; only received one of two; empty box | de: Artikel fehlt; unvollständige Lieferung | es: falta un artículo; pedido incompleto',
        'Damaged on arrival':
          'arrived damaged; broken on arrival; package crushed; cracked; damaged in transport; leaking bottle | de: beschädigt angekommen; Transportschaden; kaputt angekommen | es: llegó dañado; llegó roto',
      },
      'Delivery choices': {
        'Change delivery address':
          'change delivery address; wrong shipping address; moved house; address typo; deliver to another address | de: Lieferadresse ändern; falsche Adresse angegeben | es: cambiar dirección de envío; dirección equivocada',
        'Delivery time & shipping methods':
          'how long does delivery take; shipping time; express shipping; delivery options; next day delivery; which carrier | de: Lieferzeit; Expressversand; wie lange dauert der Versand | es: cuánto tarda el envío; plazo de entrega; envío exprés',
        'Shipping cost':
          'shipping cost; delivery fee; free shipping; why was I charged shipping; postage | de: Versandkosten; kostenloser Versand | es: gastos de envío; envío gratis',
        'International shipping & customs':
          'do you ship to my country; international delivery; customs duty; import tax; shipping abroad; customs fee | de: Versand ins Ausland; Zoll | es: envío internacional; aduana',
        'Delivery date & pickup':
          'choose delivery date; reschedule delivery; pick up in store; click and collect; parcel locker; time slot | de: Liefertermin; Abholung im Laden; Packstation | es: fecha de entrega; recoger en tienda',
      },
    },
    'Returns & refunds': {
      'Returning items': {
        'Start a return':
          'how to return; return an item; send back; want to return; return request; does not fit | de: Rücksendung; zurücksenden; Retoure anmelden; passt nicht | es: devolver; quiero devolver; hacer una devolución',
        'Return label':
          'return label; return slip missing; print return label; free return shipping; drop off return | de: Rücksendeetikett; Retourenschein | es: etiqueta de devolución',
        'Return period & policy':
          'return policy; return window; how many days to return; can I return sale items; worn items; opened package | de: Rückgabefrist; Widerrufsrecht; Rückgaberecht | es: política de devolución; plazo de devolución',
        'Return not processed':
          'returned item but no confirmation; return still processing; return received; return rejected; return tracking | de: Rücksendung nicht bearbeitet; Retoure angekommen | es: devolución no procesada; devolución rechazada',
      },
      Exchanges: {
        'Exchange for size or colour':
          'exchange for different size; exchange colour; swap for larger; size too small; exchange item | de: Umtausch; andere Größe; umtauschen | es: cambiar por otra talla; cambio de color',
        'Replacement for faulty item':
          'send a replacement; replacement for broken item; new one instead of defective; replacement not received | de: Ersatzlieferung; Ersatz für defekten Artikel | es: reemplazo; enviar otro producto',
      },
      Refunds: {
        'Refund status':
          'where is my refund; refund not received; when will I get my money back; refund delayed; refund pending | de: wo bleibt meine Erstattung; Geld noch nicht zurück | es: dónde está mi reembolso; no he recibido el reembolso',
        'Request a refund':
          'want a refund; request refund; money back; reimbursement; refund instead of exchange; compensation | de: Geld zurück; Erstattung; Rückerstattung | es: quiero un reembolso; devolución del dinero',
        'Wrong refund amount':
          'refund too low; partial refund; shipping not refunded; refunded to gift card; wrong refund | de: zu wenig erstattet; Teilerstattung | es: reembolso parcial; reembolso incorrecto',
      },
    },
    'Payment & prices': {
      Paying: {
        'Payment methods':
          'payment methods; can I pay with PayPal; pay by invoice; pay in instalments; buy now pay later; cash on delivery; Klarna | de: Zahlungsarten; auf Rechnung kaufen; Ratenzahlung | es: métodos de pago; pagar a plazos; contra reembolso',
        'Payment failed':
          'payment failed; card declined at checkout; payment error; cannot pay; payment rejected | de: Zahlung fehlgeschlagen; Karte abgelehnt | es: pago rechazado; error en el pago',
        'Payment not registered':
          'paid but order unpaid; payment pending; money taken but no order; bank transfer sent; payment reminder although paid | de: bezahlt aber offen; Mahnung trotz Zahlung | es: pagué pero aparece pendiente',
        'Charged twice or wrongly':
          'charged twice; double charged; overcharged; wrong amount; unknown charge; unauthorised charge | de: doppelt abgebucht; falscher Betrag | es: cobrado dos veces; cobro incorrecto',
      },
      'Prices & vouchers': {
        'Discount code not working':
          'discount code does not work; promo code invalid; coupon expired; voucher not accepted; forgot to use code | de: Gutscheincode funktioniert nicht; Rabattcode ungültig | es: código de descuento no funciona; cupón no válido',
        'Gift cards':
          'gift card; gift card balance; redeem gift card; gift voucher lost; store credit | de: Geschenkgutschein; Guthaben | es: tarjeta regalo; saldo',
        'Price questions':
          'price dropped after purchase; price match; price difference; wrong price shown; sale price; student discount | de: Preis gesunken; falscher Preis; Preisgarantie | es: bajó el precio; igualar precio; precio incorrecto',
        'Offers & promotions':
          'promotion; special offer; free gift missing; black friday; sale; bundle offer | de: Aktion; Angebot; Gratisartikel fehlt | es: oferta; promoción; rebajas',
      },
      Invoices: {
        'Get an invoice':
          'invoice for my order; need a receipt; download invoice; invoice copy; bill | de: Rechnung; Rechnung anfordern; Beleg | es: factura; recibo; descargar factura',
        'Correct an invoice':
          'wrong name on invoice; VAT number on invoice; change billing address; company invoice; invoice wrong | de: Rechnung korrigieren; Rechnungsadresse ändern; Umsatzsteuer | es: corregir factura; IVA; dirección de facturación',
      },
    },
    Products: {
      'Product advice': {
        'Size & fit':
          'which size; size chart; size guide; does it run small; measurements; dimensions | de: welche Größe; Größentabelle; Maße | es: qué talla; guía de tallas; medidas',
        'Product details':
          'product information; ingredients; material; specifications; allergens; what is included; colour | de: Produktinformation; Inhaltsstoffe; Material | es: información del producto; ingredientes; material',
        'Compatibility & recommendation':
          'is it compatible; does it fit my model; which product is right for me; recommend; difference between models | de: passt es zu; kompatibel; Empfehlung | es: es compatible; recomendación; diferencia entre modelos',
        'Care & use instructions':
          'how to wash; care instructions; user manual; assembly instructions; how to use | de: Pflegehinweise; Anleitung; Aufbau | es: instrucciones; cómo se lava; montaje',
      },
      'Faults & warranty': {
        'Defective product':
          'defective; stopped working; does not turn on; faulty; broken after a week; quality problem; fell apart | de: defekt; funktioniert nicht; kaputt gegangen; Qualität | es: defectuoso; no funciona; se rompió; mala calidad',
        'Power, noise & connection':
          'battery does not charge; charger; no power; strange noise; does not connect; Bluetooth pairing; firmware update; app does not find device | de: Akku lädt nicht; Geräusch; verbindet sich nicht | es: batería no carga; ruido; no se conecta',
        'Warranty & repair':
          'warranty; warranty claim; repair; guarantee; spare part; service centre | de: Garantie; Gewährleistung; Reparatur; Ersatzteil | es: garantía; reparación; repuesto',
        'Not as described':
          'not as described; looks different from photo; fake; counterfeit; wrong description; expired product | de: nicht wie beschrieben; Fälschung; abgelaufen | es: no es como se describe; falso; caducado',
      },
    },
    'Customer account': {
      Access: {
        'Password & login':
          'forgot password; cannot log in; reset password; login problem; account locked | de: Passwort vergessen; Anmeldung geht nicht; Konto gesperrt | es: olvidé mi contraseña; no puedo iniciar sesión',
        'Register an account':
          'create account; register; sign up problem; guest checkout; activate account | de: Konto erstellen; registrieren | es: crear cuenta; registrarse',
        'Account hacked':
          'account hacked; orders I did not place; suspicious order; someone ordered with my account | de: Konto gehackt; nicht bestellt | es: cuenta hackeada; pedido que no hice',
      },
      'Account data': {
        'Change personal details':
          'change my email; update address in account; change name; change phone number | de: Daten ändern; E-Mail ändern | es: cambiar mis datos; cambiar correo',
        'Delete account & privacy':
          'delete my account; close account; personal data; privacy; GDPR request | de: Konto löschen; Datenschutz | es: eliminar cuenta; datos personales',
        'Newsletter & messages':
          'newsletter; unsubscribe; stop emails; subscribe to newsletter; text messages | de: Newsletter abbestellen; Werbung | es: boletín; darse de baja; correos',
        'Loyalty programme':
          'loyalty points; bonus points missing; redeem points; membership; referral bonus | de: Treuepunkte; Bonuspunkte | es: puntos; programa de fidelidad',
      },
      Subscriptions: {
        'Cancel or pause a subscription':
          'cancel subscription; pause subscription; skip a delivery; stop monthly box; unwanted subscription | de: Abo kündigen; Abo pausieren | es: cancelar suscripción; pausar suscripción',
        'Change a subscription':
          'change subscription; next delivery of subscription; change frequency; change subscription product | de: Abo ändern | es: cambiar suscripción',
      },
    },
    'Sellers & marketplace': {
      'Buying from sellers': {
        'Seller does not answer':
          'seller not responding; contact the seller; third party seller; seller refuses refund | de: Verkäufer antwortet nicht | es: el vendedor no responde',
        'Fraud by a seller':
          'fake seller; scam; seller fraud; never sent the item; buyer protection | de: Betrug; Käuferschutz | es: estafa; vendedor falso; protección al comprador',
      },
      Selling: {
        'Become a seller & listings':
          'become a seller; list a product; listing removed; seller account; open a shop | de: Verkäufer werden; Artikel einstellen | es: vender; publicar un producto',
        'Payouts & seller fees':
          'payout; seller fees; commission; when do I get paid for sales; payout delayed | de: Auszahlung; Verkaufsgebühren | es: pago al vendedor; comisiones',
      },
    },
    'Service & feedback': {
      Contact: {
        'Reach customer service':
          'speak to a human; phone number; contact support; live chat; opening hours; call me back | de: Mitarbeiter sprechen; Telefonnummer; Öffnungszeiten | es: hablar con alguien; teléfono; horario',
        'No reply':
          'no answer to my email; still waiting for reply; nobody responds; follow up | de: keine Antwort | es: sin respuesta',
        'Stores & locations':
          'store near me; shop opening hours; is it in the store; branch | de: Filiale; Ladengeschäft | es: tienda física; tienda cercana',
      },
      Feedback: {
        Complaint:
          'complaint; bad service; unhappy; rude; disappointed; never again | de: Beschwerde; unzufrieden; enttäuscht | es: queja; reclamación; mal servicio',
        'Reviews & praise':
          'write a review; review deleted; product rating; thank you; praise; feedback | de: Bewertung; Lob | es: reseña; opinión; valoración',
        'Website or app problem':
          'website error; page does not load; app crashes; search does not work; site down; cannot click | de: Webseite Fehler; App stürzt ab | es: error en la web; la app falla',
      },
    },
  },
};
