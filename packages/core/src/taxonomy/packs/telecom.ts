import type { StarterPack } from './starter-pack.ts';

/** Mobile, broadband, landline and television providers. */
export const telecom: StarterPack = {
  id: 'telecom',
  name: 'Telecommunications',
  tree: {
    'Mobile service': {
      'Network & coverage': {
        'No signal':
          'no signal; no service; no network; phone shows no service; cannot connect to network; coverage; dead zone; poor reception',
        'Calls fail or drop':
          'dropped calls; cannot make calls; calls fail; cannot receive calls; voice quality bad; echo; call disconnects',
        'Text messages':
          'cannot send texts; SMS not delivered; not receiving messages; MMS; picture messages; iMessage activation',
        'Mobile data not working':
          'mobile data not working; no internet on phone; data slow; APN settings; 5G not working; 4G; tethering; hotspot',
        'Voicemail & call features':
          'voicemail; set up voicemail; call forwarding; caller ID; call waiting; block number; conference call; Wi-Fi calling',
      },
      'SIM & devices': {
        'Activate SIM or eSIM':
          'activate SIM; SIM activation; eSIM; eSIM QR code; SIM not recognised; insert SIM; new SIM card',
        'Lost or replacement SIM':
          'lost SIM; replacement SIM; SIM card damaged; nano SIM; SIM swap; order SIM card; block SIM',
        'PIN & PUK': 'PUK code; SIM PIN; SIM locked; forgot SIM PIN; PIN blocked',
        'Phone purchase & upgrade':
          'upgrade my phone; new handset; buy a phone; trade in; upgrade eligibility; device delivery; phone order',
        'Unlock a phone':
          'unlock my phone; network unlock; carrier lock; unlock code; IMEI; use phone with other carrier',
        'Device fault & insurance':
          'phone broken; cracked screen; phone repair; device insurance; claim; battery; defective handset; warranty',
        'Stolen phone': 'phone stolen; lost phone; block stolen phone; report stolen handset; find phone',
      },
      'Roaming & international': {
        'Roaming abroad':
          'roaming; use phone abroad; roaming not working; travel; activate roaming; no service abroad; travel pass',
        'Roaming charges':
          'roaming charges; high bill after holiday; charged for data abroad; roaming cost; roaming rates',
        'International calls':
          'international calls; call abroad; calling rates; international minutes; premium numbers',
      },
      Number: {
        'Keep or transfer number':
          'port my number; transfer number to you; keep my number; porting; PAC code; number transfer delayed; port out',
        'Change number':
          'change my number; new phone number; unwanted calls to number; choose number; second number',
      },
    },
    'Internet & landline': {
      'Connection problems': {
        'No internet':
          'internet not working; no connection; internet down; no broadband; red light on modem; offline; cannot get online',
        'Slow internet':
          'internet slow; slow speed; speed test; not getting the speed I pay for; bandwidth; buffering; slow in the evening',
        'Connection drops':
          'connection drops; keeps disconnecting; intermittent; unstable internet; internet cuts out; packet loss; ping',
        'Outage in the area':
          'outage; is there an outage in my area; network down; service interruption; maintenance; when will service be restored; cable cut',
        'Landline not working':
          'landline dead; no dial tone; home phone not working; crackling line; landline fault; VoIP phone',
      },
      'Router & Wi-Fi': {
        'Router set-up & replacement':
          'router setup; modem; new router; router broken; return router; replace modem; install router; router lights; firmware',
        'Wi-Fi problems':
          'Wi-Fi not working; weak Wi-Fi; Wi-Fi range; devices do not connect to Wi-Fi; mesh; extender; wireless',
        'Wi-Fi password & settings':
          'Wi-Fi password; change network name; router login; port forwarding; static IP; DNS; parental controls; guest network',
      },
      'Installation & moving': {
        'New installation':
          'installation appointment; technician did not come; new line; fibre installation; activation date; when will I be connected; cabling',
        'Technician visit':
          'technician visit; reschedule engineer; missed appointment; engineer; repair visit; appointment time',
        'Moving house':
          'moving house; transfer service to new address; change of address; relocate internet; is my new address covered',
        'Availability check':
          'is fibre available; available at my address; coverage check; fibre expansion; what speed can I get',
      },
    },
    'TV & streaming': {
      Television: {
        'TV signal & picture':
          'no TV signal; picture frozen; pixelated; channel missing; no sound on TV; black screen; decoder',
        'Set-top box & remote':
          'set-top box; remote control; receiver; box does not start; recording; pairing remote; TV box error',
        'Channels & packages':
          'add channel; sports package; channel list; movie package; pay per view; remove package',
      },
      'Streaming services': {
        'Streaming & TV app':
          'streaming not working; TV app; Netflix included; login for streaming; app on smart TV; activate streaming service; Disney',
        'On-demand & rentals': 'rent a movie; on demand; video store; replay; catch up',
      },
    },
    'Billing & payments': {
      'Understanding the bill': {
        'Bill too high':
          'bill too high; bill increased; why is my bill higher; unexpected charges; explain my bill; overcharged; price increase',
        'Unknown charges':
          'unknown charge; third party services; premium SMS; subscription on phone bill; extra charges; in-app purchase; charged for service not used',
        'Get a bill':
          'copy of bill; bill not received; paper bill; itemised bill; e-bill; download invoice; billing date',
        'Credits & refunds':
          'refund; credit for outage; compensation; credit not applied; deposit back; overpayment; discount missing',
      },
      Paying: {
        'Pay a bill':
          'pay my bill; payment methods; autopay; direct debit; payment confirmation; pay online; change bank details; due date',
        'Payment problem':
          'payment failed; payment not credited; paid but still blocked; double payment; card declined; wrong account paid',
        'Late payment & suspension':
          'service suspended; overdue bill; late fee; payment arrangement; payment extension; reconnect after payment; disconnected for non-payment; collection letter',
      },
      'Prepaid credit': {
        'Top up credit':
          'top up; recharge; prepaid credit; top-up failed; recharge voucher; refill; credit not received; scratch code',
        'Balance & usage':
          'check balance; data used; remaining data; credit disappeared; usage; data ran out; minutes left; prepaid expiry',
      },
    },
    'Contracts & plans': {
      'Plans & options': {
        'Change plan':
          'change plan; change tariff; upgrade data; downgrade plan; better offer; cheaper plan; switch to prepaid; unlimited',
        'Add-ons & data passes':
          'add-on; data pass; extra data; buy more data; family plan; add a line; option booked',
        'Offers & promotions':
          'promotion; special offer; discount; loyalty offer; offer for existing customers; student plan; bundle',
        'New contract':
          'new contract; sign up; become a customer; order status; order internet; credit check; contract confirmation',
      },
      'Contract end': {
        'Cancel contract':
          'cancel contract; cancel service; cancellation; terminate; notice period; cancellation confirmation; leave; cancel line',
        'Early termination fee':
          'early termination fee; cancellation fee; contract end date; minimum term; penalty; when does my contract end',
        'Renew contract':
          'renew contract; extend contract; contract renewal; retention offer; contract extended without consent',
        'Return equipment':
          'return equipment; return modem after cancelling; return label for router; charged for equipment; not returned',
      },
      'Contract holder': {
        'Change of ownership':
          'change contract holder; transfer ownership; change name on contract; death of account holder; divorce',
        'Personal details':
          'change address; update email; change bank account; contact details; account information',
      },
    },
    'Online account & security': {
      'My account': {
        'Sign in & password':
          'cannot log in; forgot password; reset password; customer portal; app login; register online account; username; verification code',
        'App or website problem':
          'app not working; website error; app crashes; online account down; page does not load',
      },
      'Fraud & nuisance': {
        'Fraud & identity':
          'fraud; contract in my name; identity theft; account hacked; SIM swap fraud; unauthorised order; opened a line in my name',
        'Spam & scam calls':
          'spam calls; scam call; robocall; nuisance calls; phishing text; block spam; fake message from you',
        'Privacy & marketing':
          'privacy; data protection; marketing calls; opt out; personal data; directory entry',
      },
    },
    'Service & feedback': {
      Contact: {
        'Reach customer service':
          'speak to an agent; customer service number; long hold time; live chat; shop near me; store opening hours; call back',
        'No reply or open case':
          'no reply; open ticket; case number; still waiting; nobody called back; follow up on complaint',
      },
      Feedback: {
        Complaint:
          'complaint; bad service; rude agent; lied to; promised; unhappy; ombudsman; poor customer service',
        'Praise & suggestions': 'praise; thank you; suggestion; great service; feedback; survey',
      },
    },
  },
};
