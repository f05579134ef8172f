import type { StarterPack } from './starter-pack.ts';

/** Internal IT support of a company, school or authority. */
export const itHelpdesk: StarterPack = {
  id: 'it-helpdesk',
  name: 'IT help desk',
  tree: {
    'Accounts & access': {
      'Passwords & sign-in': {
        'Password reset':
          'reset password; forgot password; password expired; change password; new password; password does not work',
        'Account locked': 'account locked; locked out; too many attempts; unlock account; account disabled',
        'Multi-factor authentication':
          'MFA; authenticator app; two-factor; new phone for authenticator; token; verification code; security key; smart card',
        'Cannot sign in':
          'cannot log in; login fails; sign-in error; domain not available; single sign-on; credentials rejected; trust relationship failed',
      },
      'Access rights': {
        'Access to an application':
          'need access to application; request access; permission to system; access denied; role in SAP; licence assignment; authorisation missing',
        'Access to files & folders':
          'access to shared folder; network drive permission; SharePoint access; folder access; read only; file server permission',
        'Admin rights': 'administrator rights; local admin; elevated permissions; install rights; sudo',
        'Distribution lists & groups':
          'distribution list; add to group; mailing list; security group; team membership; group owner',
      },
      'Joiners & leavers': {
        'New employee set-up':
          'new employee; new starter; onboarding; create user account; new hire equipment; set up account for colleague; intern account',
        'Leaver & offboarding':
          'employee leaving; offboarding; disable account; leaver; return equipment; delete user; revoke access',
        'Name or role change':
          'name change; change of department; marriage new name; transfer to other team; update user details; job title',
      },
    },
    'Email & calendar': {
      Email: {
        'Cannot send or receive':
          'cannot send email; not receiving emails; email bounced; undeliverable; stuck in outbox; email delayed; mail server',
        'Outlook problems':
          'Outlook does not open; Outlook crashes; Outlook slow; Outlook profile; search in Outlook; keeps asking for password; add-in',
        'Mailbox full & archive':
          'mailbox full; quota; archive; mailbox size; delete old mail; PST; retention',
        'Shared mailbox':
          'shared mailbox; access to mailbox; send as; mailbox permission; functional mailbox; delegate mailbox',
        'Spam & quarantine':
          'spam; quarantine; junk mail; blocked sender; release email; legitimate mail in spam; whitelist',
        'Signature & out of office':
          'email signature; out of office; automatic reply; forwarding rule; recall message; email template',
      },
      'Calendar & contacts': {
        'Calendar & meeting rooms':
          'calendar; book a meeting room; shared calendar; meeting invitation; room booking; delegate calendar; appointment missing',
        'Contacts & address book': 'address book; contacts missing; global address list; sync contacts',
      },
    },
    'Computers & devices': {
      Computers: {
        'Computer does not start':
          'computer does not start; laptop will not turn on; blue screen; boot error; black screen; stuck at start; BIOS; BitLocker recovery key',
        'Slow computer':
          'computer slow; laptop slow; freezes; hangs; high CPU; memory full; overheating; fan loud; restart needed',
        'Operating system & updates':
          'Windows update; update fails; macOS upgrade; Linux; driver; restart after update; reinstall Windows; Windows activation',
        'Hard disk & storage':
          'disk full; hard drive failure; SSD; disk space; external drive; USB stick; encryption',
        'New or replacement computer':
          'new laptop; replacement computer; order a PC; upgrade memory; loan laptop; old laptop swap; hardware request',
        'Broken hardware':
          'broken screen; laptop damaged; battery does not charge; power adapter; spilled; hardware defect; repair',
      },
      Peripherals: {
        'Monitor & docking station':
          'monitor; second screen; docking station; external display; HDMI; no picture; resolution; display flickers; projector',
        'Keyboard, mouse & headset':
          'keyboard; mouse; headset; microphone; webcam; speaker; no sound; Bluetooth; camera not working',
        'Other devices':
          'scanner; barcode reader; card reader; tablet pen; label printer; cash register; terminal device',
      },
      Printing: {
        'Cannot print':
          'cannot print; printer not working; printer offline; print job stuck; print queue; printer error; prints blank pages',
        'Set up a printer':
          'add printer; install printer; printer driver; map printer; new printer; default printer; connect to printer',
        'Paper jam, toner & quality':
          'paper jam; toner; ink cartridge; print quality; streaks; replace toner; printer maintenance',
        'Scanning & copying':
          'scan to email; scanner; copier; scan to folder; fax; multifunction device; badge release',
      },
      'Phones & tablets': {
        'Company mobile':
          'company phone; iPhone; Android; mobile device; SIM card; new mobile; tablet; phone contract; roaming',
        'Mail & apps on mobile':
          'email on phone; mobile device management; Intune; set up mail on mobile; company portal; app on phone; sync phone',
        'Desk phone & telephony':
          'desk phone; telephone; extension; voicemail; call forwarding; softphone; VoIP; phone line; headset for phone calls',
        'Lost or stolen device': 'lost laptop; stolen phone; lost device; stolen computer; remote wipe',
      },
    },
    'Network & remote work': {
      Network: {
        'No network or internet':
          'no internet; no network; network down; LAN; cable; switch port; IP address; DHCP; DNS; cannot reach server; network socket',
        'Wi-Fi':
          'Wi-Fi; wireless; cannot connect to Wi-Fi; guest Wi-Fi; weak signal; office wireless; Wi-Fi certificate',
        'Slow network':
          'network slow; slow connection; bandwidth; latency; packet loss; internet slow in office',
        'Network drive':
          'network drive; mapped drive missing; drive letter; file share; cannot open shared drive; file server down',
        'Websites blocked':
          'website blocked; proxy; firewall; web filter; unblock site; certificate warning; port blocked; whitelist website',
      },
      'Remote work': {
        VPN: 'VPN; cannot connect to VPN; VPN drops; VPN client; remote access; VPN certificate; AnyConnect; working from home connection',
        'Remote desktop & virtual desktop':
          'remote desktop; RDP; Citrix; virtual desktop; terminal server; VDI; session frozen; published application',
      },
    },
    Software: {
      'Installing software': {
        'Software request & installation':
          'install software; software request; need program; software centre; installation fails; approve software; new software',
        Licences:
          'licence; license expired; activation key; licence key; product activation; subscription for software; licence renewal; Adobe licence; Visio; Microsoft Project',
        'Updates & compatibility':
          'update software; new version; upgrade; compatibility; patch; version conflict; Java update; browser update',
        'Uninstall software': 'uninstall; remove software; remove program; clean up',
      },
      'Office & collaboration': {
        'Office applications':
          'Excel; Word; PowerPoint; Office; macro; spreadsheet; document does not open; formula; template; OneNote; Access database',
        'Teams & video meetings':
          'Teams; Zoom; video conference; meeting audio; screen sharing; cannot join meeting; Skype; Webex; channel; team creation',
        'SharePoint, OneDrive & cloud files':
          'OneDrive; SharePoint; sync; cloud storage; share file; file locked; Google Drive; Dropbox; sync error',
        'PDF & browser':
          'PDF; Adobe Acrobat; browser; Chrome; Edge; Firefox; pop-up; plugin; web page; bookmarks; cookies',
      },
      'Business applications': {
        'ERP & finance systems':
          'SAP; ERP; Oracle; finance system; purchase order system; invoice workflow; transaction; accounting software; Navision',
        'CRM & customer systems':
          'CRM; Salesforce; Dynamics; customer database; ticket system; ServiceNow; Jira; Confluence',
        'HR & time systems':
          'time recording; HR system; Workday; payroll system; absence tool; time clock; intranet',
        'Application error':
          'application error; program crashes; error message; application does not start; freezes; bug; runtime error; application slow',
        'Application outage':
          'application down; system not available; outage; service unavailable; maintenance; production stopped',
      },
    },
    Security: {
      Threats: {
        'Phishing & suspicious mail':
          'phishing; suspicious email; clicked on a link; fake invoice; report phishing; scam; attachment opened',
        'Virus & malware':
          'virus; malware; antivirus; ransomware; infected; security alert; Defender; quarantine file; trojan',
        'Data leak & incident':
          'data leak; security incident; sent to wrong recipient; unauthorised access; breach; account compromised; suspicious login',
      },
      Protection: {
        'Certificates & encryption':
          'certificate; encryption; digital signature; SSL; expired certificate; encrypt email; key; token PIN',
        'Policies & training':
          'security training; policy; GDPR; awareness; data classification; question about USB use; allowed software',
      },
    },
    'Servers, data & development': {
      Data: {
        'Backup & restore':
          'backup; restore file; deleted file; recover; lost data; backup failed; previous version; accidentally deleted folder',
        Database:
          'database; SQL; query; database access; table; report; database connection; replication; data correction; migration',
        'Reports & analytics':
          'report; Power BI; dashboard; Tableau; wrong figures; data warehouse; export data; analytics tool',
      },
      Infrastructure: {
        'Servers & hosting':
          'server; server down; virtual machine; restart server; disk on server; hosting; cloud; AWS; Azure; monitoring alert; CPU of server',
        'Websites & domains':
          'website; domain; DNS entry; web server; CMS; homepage; subdomain; SSL for website; page not found',
        'Development tools & deployment':
          'deployment; repository; Git; pipeline; build; test environment; release; Docker; API; developer access; staging',
      },
    },
    'Service & requests': {
      'Help desk': {
        'Status of a ticket':
          'status of my ticket; no reply; follow up; escalate; still waiting; close ticket; reopen',
        'Question or how-to': 'how do I; how to; question; instruction; training; manual; advice; guide',
        'Complaint & praise': 'complaint; unhappy; thank you; feedback; praise',
      },
      'Rooms & procurement': {
        'Meeting room equipment':
          'meeting room; conference room screen; projector; room equipment; video bar; presentation',
        'Procurement & invoices':
          'purchase; quote; order hardware; invoice; supplier; cost centre; procurement; price',
        'Moves & workplace':
          'office move; new desk; workplace; relocate equipment; move computer; badge; door access',
      },
    },
  },
};
