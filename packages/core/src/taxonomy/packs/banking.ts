import { lendingTree } from './lending.ts';
import type { StarterPack } from './starter-pack.ts';

/** Retail banks, payment apps and lenders: cards, payments, accounts, loans, collections, credit reports. */
export const banking: StarterPack = {
  id: 'banking',
  name: 'Banking and lending',
  tree: {
    Cards: {
      'Getting a card': {
        'Order a card':
          'order a card; get a new card; request a bank card; apply for a debit card; order a physical card; need another card | de: neue Karte bestellen; Bankkarte beantragen | es: pedir una tarjeta; solicitar tarjeta nueva',
        'Card not arrived':
          'card not arrived; still waiting for my card; where is my card; card has not come in the post; card delivery late; track my card; card lost in the mail | de: Karte nicht angekommen; warte auf meine Karte | es: mi tarjeta no ha llegado; sigo esperando la tarjeta',
        'Delivery time & express':
          'how long does card delivery take; card delivery estimate; when will I receive my card; express card delivery; choose delivery date for card | de: wie lange dauert die Lieferung der Karte | es: cuánto tarda en llegar la tarjeta',
        'Activate a card':
          'activate my card; card activation; new card not active; card activation failed; start using my card | de: Karte aktivieren; Karte freischalten | es: activar tarjeta',
        'Virtual card':
          'virtual card; get a disposable virtual card; virtual card details; online only card; disposable card limit; virtual card does not work | de: virtuelle Karte | es: tarjeta virtual',
        'Extra card for someone':
          'second card for family member; additional card holder; supplementary card; card for my partner; card for my daughter or son; authorized user',
        'Add card to phone wallet':
          'Apple Pay; Google Pay; Samsung Pay; add card to mobile wallet; phone payment setup; pay with my watch; wallet not working',
        'Link or add a card':
          'link card to app; add my card to the app; connect card to account; found my card and want to relink it; put card back in app',
      },
      'Card not working': {
        'Card declined':
          'card declined; card payment rejected; card payment declined in shop; payment did not go through with card; card refused; purchase declined | de: Karte abgelehnt; Kartenzahlung abgelehnt | es: tarjeta rechazada; pago con tarjeta rechazado',
        'Card does not work':
          'card not working; my card stopped working; card broken; card chip damaged; terminal does not read my card | de: Karte funktioniert nicht; Karte defekt | es: la tarjeta no funciona',
        'Contactless not working':
          'contactless not working; tap to pay fails; contactless payment declined; tapping my card does nothing | de: kontaktlos zahlen geht nicht | es: pago sin contacto no funciona',
        'Card kept by a cash machine':
          'ATM swallowed my card; cash machine kept my card; card stuck in ATM; machine took my card; retrieve card from ATM | de: Automat hat Karte eingezogen | es: el cajero se tragó mi tarjeta',
        'Card expiring':
          'card about to expire; expired card; replacement before expiry; renew my card; card expiration date | de: Karte läuft ab; Karte abgelaufen | es: tarjeta caducada',
        'Where the card is accepted':
          'where can I use my card; card acceptance; which shops accept my card; does this card work abroad; card accepted online; Visa or Mastercard; American Express',
      },
      'Card & PIN security': {
        'Lost or stolen card':
          'lost my card; card stolen; report lost or stolen card; cannot find my card; left my card somewhere; wallet stolen | de: Karte verloren; Karte gestohlen; Karte sperren | es: perdí mi tarjeta; me robaron la tarjeta',
        'Freeze or block a card':
          'freeze my card; block card; unblock card; card is blocked; unfreeze card; lock my card | de: Karte gesperrt; Karte entsperren | es: bloquear tarjeta; desbloquear tarjeta',
        'Card details compromised':
          'card details compromised; someone has my card number; someone else is using my card; card cloned; card data leaked; fraudulent use of card | de: Kartendaten gestohlen | es: alguien usa mi tarjeta',
        'Change PIN':
          'change my PIN; set a new PIN; how to choose PIN; PIN change at ATM | de: PIN ändern | es: cambiar PIN',
        'PIN forgotten or blocked':
          'forgot my PIN; PIN blocked; too many wrong PIN attempts; unlock PIN; have not received my PIN; where is my PIN; PIN number | de: PIN vergessen; PIN gesperrt | es: olvidé mi PIN; PIN bloqueado',
      },
      'Credit cards': {
        'Apply for a credit card':
          'apply for a credit card; credit card application; credit card application denied; credit decision; approval for credit card; was turned down for a card | de: Kreditkarte beantragen | es: solicitar tarjeta de crédito',
        'Credit limit':
          'credit limit; raise my credit line; credit limit decreased; lower limit; over the limit',
        'Credit card bill & interest':
          'credit card statement; credit card interest rate; APR; minimum payment; billing cycle; charged interest on credit card; late payment on credit card; credit card balance transfer offer | de: Kreditkartenabrechnung; Sollzinsen | es: intereses de la tarjeta de crédito',
        'Credit card billing dispute':
          'dispute a charge on my credit card; billing dispute; chargeback; merchant will not refund credit card; billing error on statement | de: Kreditkartenbuchung reklamieren | es: disputar un cargo',
        'Rewards & promotions':
          'rewards points; cashback not paid; sign up bonus not honored; miles; promotional offer on card; introductory rate',
        'Close a credit card':
          'close credit card account; cancel my credit card; credit card closed without notice',
      },
    },
    'Payments & transfers': {
      'Sending money': {
        'Make a transfer':
          'how to transfer money; send money to a friend; make a bank transfer; pay someone; transfer to another account; how do I send money abroad | de: Geld überweisen; Überweisung machen | es: cómo hacer una transferencia; enviar dinero',
        'Transfer failed or declined':
          'transfer failed; transfer declined; my transfer was rejected; unable to transfer money; error when sending money; transfer returned | de: Überweisung fehlgeschlagen; Überweisung abgelehnt | es: transferencia rechazada; falló la transferencia',
        'Transfer pending':
          'transfer still pending; how long does a transfer take; transfer timing; when will my transfer arrive; transfer delayed; transfer in progress | de: Überweisung dauert lange; Überweisung ausstehend | es: transferencia pendiente; cuánto tarda la transferencia',
        'Transfer not received by recipient':
          'recipient has not received the money; transfer not received by recipient; friend did not get my transfer; money sent but has not arrived; beneficiary did not receive payment | de: Empfänger hat Geld nicht erhalten | es: el destinatario no recibió el dinero',
        'Cancel or recall a transfer':
          'cancel a transfer; recall payment; sent to the wrong person; transferred to wrong account; undo transfer; stop a payment; reverse a transfer | de: Überweisung zurückrufen; falsches Konto überwiesen | es: cancelar una transferencia',
        Beneficiaries:
          'add a beneficiary; beneficiary not allowed; new payee; delete payee; recipient account details wrong; cannot add recipient',
        'Transfer limits':
          'transfer limit; maximum amount I can send; daily limit for transfers; raise my transfer limit',
      },
      'Receiving money': {
        'Incoming transfer missing':
          'incoming transfer not received; money not in my account; transfer into my account missing; waiting for a deposit; balance not updated after bank transfer; payment not credited | de: Geldeingang fehlt; Überweisung nicht gutgeschrieben | es: no he recibido la transferencia; saldo no actualizado',
        'Salary & direct deposit':
          'salary paid into account; receiving salary; direct deposit; paycheck not deposited; employer pays into account; wages',
        'Receive money from abroad':
          'receive money from abroad; receive a wire; IBAN and SWIFT code; receive another currency; account number for incoming payments',
        'Cheques & cash deposits':
          'deposit a check; cheque deposit; balance not updated after cheque; pay in cash; cash deposit at counter; check on hold; check not cleared',
      },
      'Card payments': {
        'Payment not recognised':
          'payment not recognised; I did not make this payment; unknown charge on statement; unfamiliar merchant; unauthorized transaction; strange transaction | de: Zahlung nicht erkannt; unbekannte Abbuchung | es: cargo no reconocido; pago que no hice',
        'Charged twice':
          'charged twice; double payment; duplicate charge; transaction shows two times; paid two times | de: doppelt abgebucht | es: cobrado dos veces; cargo duplicado',
        'Payment pending':
          'card payment pending; payment still pending; transaction not completed; pending charge; authorisation hold; payment stuck | de: Zahlung ausstehend | es: pago pendiente',
        'Wrong amount charged':
          'charged the wrong amount; payment amount wrong; extra charge on my statement; charged more than expected; additional amount debited | de: falscher Betrag | es: importe incorrecto',
        'Refund missing':
          'refund not showing up; merchant refund not received; request a refund for purchase; where is my refund; money back from seller; statement does not show refund | de: Rückerstattung fehlt | es: reembolso no aparece',
        'Payment reverted or cancelled':
          'card payment reverted; payment returned to my account; cancelled payment; payment reversed; purchase was cancelled',
      },
      'Direct debits & standing orders': {
        'Set up a regular payment':
          'set up standing order; create direct debit; recurring payment; automatic payment; bill pay; autopay | de: Dauerauftrag einrichten; Lastschrift | es: domiciliación',
        'Stop a regular payment':
          'cancel direct debit; stop recurring payment; cancel standing order; stop automatic withdrawals; revoke authorization | de: Dauerauftrag löschen | es: cancelar domiciliación',
        'Direct debit not recognised':
          'direct debit I did not set up; direct debit payment not recognised; unknown direct debit; unauthorised debit from account | de: unbekannte Lastschrift | es: recibo no reconocido',
      },
    },
    'Top-ups & cash': {
      'Top-ups': {
        'How to top up':
          'how to top up; add money to my account; top up by card; load money; fund my account; top up by bank transfer; top up with cash or cheque; which cards can I top up with | de: Konto aufladen; Guthaben aufladen | es: recargar la cuenta; añadir dinero',
        'Top-up failed':
          'top up failed; top up did not work; top up rejected; top up declined; cannot add money | de: Aufladung fehlgeschlagen | es: recarga fallida',
        'Top-up pending or missing':
          'top up pending; top up not showing; top up has not arrived; top up still processing; money from top up missing | de: Aufladung ausstehend | es: recarga pendiente',
        'Top-up reverted': 'top up reverted; top up was returned; top up cancelled; top up disappeared',
        'Automatic top-up': 'automatic top up; auto top up; auto recharge when balance low',
        'Top-up limits': 'top up limit; maximum top up; how much can I top up; minimum top up',
        'Verify a top-up': 'verify my top up; top up verification code; confirm the top up card',
      },
      Cash: {
        'Cash withdrawal declined':
          'cash withdrawal declined; ATM would not give me money; ATM refused; cannot withdraw cash; cash machine rejected my card | de: Abhebung abgelehnt; kein Geld am Automaten | es: el cajero no me dio dinero; retirada rechazada',
        'Wrong cash amount':
          'ATM gave wrong amount; received less cash than requested; cash machine dispensed wrong amount; withdrawal amount wrong; short cash | de: Automat falscher Betrag | es: el cajero dio menos dinero',
        'Withdrawal not recognised':
          'withdrawal not recognised; ATM withdrawal I did not make; cash taken from my account; unknown cash withdrawal | de: unbekannte Abhebung | es: retirada no reconocida',
        'Withdrawal pending':
          'cash withdrawal pending; ATM transaction still pending; withdrawal shows as pending',
        'Find a cash machine':
          'nearest ATM; where can I withdraw money; which ATMs accept my card; ATM support abroad; cash machine near me | de: Geldautomat finden | es: dónde puedo sacar dinero',
        'Withdrawal limits': 'withdrawal limit; how much cash can I withdraw; daily ATM limit',
      },
    },
    Accounts: {
      'Opening an account': {
        'Open an account':
          'open an account; create a bank account; sign up for account; documents needed to open account; application for checking account; account application rejected | de: Konto eröffnen | es: abrir una cuenta',
        'Who can open an account':
          'age limit; minimum age for account; account for my child; account for my daughter or son; how old do I have to be; teenager; eligible countries; which countries are supported; do I have to be a resident | de: Mindestalter; welche Länder | es: edad mínima; países disponibles',
        'Joint & business accounts':
          'joint account; business account; company account; shared account with my wife; power of attorney',
      },
      'Managing an account': {
        'Change personal details':
          'change my address; update personal details; change my name after marriage; new phone number; edit email | de: Adresse ändern; persönliche Daten ändern | es: cambiar mis datos; cambiar dirección',
        'Statements & documents':
          'bank statement; download statement; proof of account; account confirmation letter; tax certificate; transaction history | de: Kontoauszug | es: extracto bancario',
        'Balance wrong':
          'balance wrong; balance does not match; money missing from my account; funds disappeared; incorrect balance | de: Kontostand falsch | es: saldo incorrecto',
        'Account frozen or restricted':
          'account frozen; account blocked; account locked by bank; account on hold; funds held; restricted account; access to my money | de: Konto gesperrt | es: cuenta bloqueada',
        'Close an account':
          'close my account; terminate account; delete my bank account; account closed by bank; remaining balance on closing | de: Konto kündigen; Konto schließen | es: cerrar mi cuenta',
        'Savings & interest':
          'savings account; interest on savings; fixed deposit; certificate of deposit; interest not paid',
        'Account limits': 'account limit; spending limit; monthly limit; raise limits',
      },
    },
    'Identity & security': {
      'Verifying identity': {
        'Verify my identity':
          'verify my identity; identity check; upload passport; photo of ID; identity documents; selfie verification; prove who I am | de: Identität bestätigen; Ausweis hochladen | es: verificar mi identidad; subir mi documento',
        'Verification failed':
          'cannot verify my identity; identity verification failed; ID not accepted; verification rejected; document not recognised | de: Identifizierung fehlgeschlagen | es: no puedo verificar mi identidad',
        'Why verification is needed':
          'why do you need my identity details; why verify identity; reason for identity check; do I have to provide documents',
        'Source of funds':
          'verify source of funds; where my money comes from; proof of income; origin of funds; check where funds come from',
      },
      'Access to app & account': {
        'Forgotten password or passcode':
          'forgot my passcode; forgotten password; reset password; reset passcode; cannot log in | de: Passwort vergessen; Anmeldung geht nicht | es: olvidé mi contraseña; no puedo entrar',
        'Code not received':
          'verification code not received; SMS code; one time password; authentication code does not arrive; two factor; TAN | de: TAN kommt nicht an; SMS Code | es: no recibo el código',
        'Lost or new phone':
          'lost my phone; phone stolen; new phone; change device; phone was stolen and app is on it; transfer app to new device | de: Handy verloren; neues Handy | es: perdí mi teléfono; móvil robado',
        'App not working':
          'app crashes; banking app not working; app does not open; online banking down; update the app | de: App stürzt ab; Online-Banking geht nicht | es: la app no funciona',
      },
      'Fraud & scams': {
        'Report fraud or a scam':
          'report fraud; I was scammed; sent money to a scammer; fake seller; victim of fraud; fake website; bank impersonation | de: Betrug melden | es: me estafaron; denunciar fraude',
        'Suspicious message':
          'phishing email; suspicious text message; is this message from you; fake call from the bank',
        'Identity theft':
          'identity theft; account opened in my name; someone used my social security number; opened without my consent | de: Identitätsdiebstahl | es: robo de identidad',
        'Account taken over':
          'account hacked; someone logged into my account; unauthorised access; account takeover',
      },
    },
    'Fees & exchange': {
      Fees: {
        'Card payment fee':
          'fee for card payment; charged a fee for paying by card; extra fee on purchase; card transaction fee | de: Gebühr Kartenzahlung | es: comisión por pago con tarjeta',
        'Cash withdrawal fee':
          'fee for cash withdrawal; ATM fee; charged for withdrawing cash; cash machine charge | de: Gebühr Bargeldabhebung | es: comisión por sacar dinero',
        'Transfer fee':
          'transfer fee; charged for a transfer; fee for sending money; wire fee; cost of international transfer | de: Überweisungsgebühr | es: comisión por transferencia',
        'Top-up fee':
          'top up fee; charge for topping up; fee for adding money; top up by card charge | de: Gebühr Aufladung | es: comisión por recarga',
        'Account fee':
          'monthly fee; maintenance fee; account charges; overdraft fee; insufficient funds fee; inactivity fee | de: Kontoführungsgebühr | es: comisión de mantenimiento',
        'Late & penalty fees':
          'late fee; penalty fee; returned payment fee; charged late fee although paid on time | de: Mahngebühr; Verzugszinsen | es: recargo por mora',
      },
      'Currency exchange': {
        'Exchange rate':
          'exchange rate; what rate do you use; how is the exchange rate calculated; rate on weekends; current rate | de: Wechselkurs | es: tipo de cambio',
        'Wrong exchange rate applied':
          'wrong exchange rate; exchange rate for card payment wrong; wrong rate for cash withdrawal abroad; bad conversion rate; rate different from the app | de: falscher Wechselkurs | es: tipo de cambio incorrecto',
        'Exchange money in the app':
          'exchange currency in app; convert currencies; change money to dollars; buy foreign currency; exchange between accounts; exchange fee | de: Währung tauschen | es: cambiar divisas',
        'Supported currencies':
          'which currencies are supported; fiat currency support; hold euros; currencies available; cryptocurrency | de: welche Währungen | es: qué monedas admiten',
      },
    },
    ...lendingTree,
    'Service & feedback': {
      'Contact & service': {
        'Reach customer service':
          'speak to a human; customer service number; nobody answers the phone; contact the bank; branch opening hours; call me back | de: Kundenservice erreichen; Filiale Öffnungszeiten | es: hablar con un agente; atención al cliente',
        'Complaint about service':
          'complaint about the bank; terrible service; rude employee; lied to by representative; file a complaint; unhappy with support | de: Beschwerde | es: queja; reclamación',
      },
      'Ideas & questions': {
        'Product suggestion': 'feature request; suggestion for the app; you should add; improvement idea',
        'Privacy & data':
          'personal data; delete my data; data protection; marketing emails; opt out; privacy policy',
      },
    },
  },
};
