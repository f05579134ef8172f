import type { StarterPack } from './starter-pack.ts';

/** Software sold as a service: accounts and teams, plans, features, integrations, reliability. */
export const saas: StarterPack = {
  id: 'saas',
  name: 'Software as a service',
  tree: {
    'Sign-in & accounts': {
      'Signing in': {
        'Forgotten password':
          'forgot password; reset password; password reset email not received; change password; magic link',
        'Cannot sign in':
          'cannot log in; login fails; login loop; invalid credentials; account locked; session expired; logged out all the time',
        'Single sign-on':
          'single sign-on; SSO; SAML; Okta; Azure AD login; Google sign in; identity provider; SCIM provisioning',
        'Two-factor authentication':
          'two-factor authentication; 2FA; authenticator app; lost phone with 2FA; backup codes; verification code not received; MFA',
      },
      'Account settings': {
        'Sign up & trial account':
          'sign up; create an account; activation email; start free trial; registration fails; invitation link expired',
        'Change profile or email':
          'change email address; update profile; change name; profile picture; language setting; time zone setting',
        'Delete account or workspace':
          'delete my account; close account; delete workspace; remove organisation; deactivate account; cancel account',
        'Merge or transfer accounts':
          'merge two accounts; transfer ownership; change account owner; duplicate accounts; move to another workspace; domain change',
      },
      'Security of the account': {
        'Suspicious activity':
          'account hacked; suspicious login; unknown device; unauthorised access; compromised account; phishing email',
        'Account suspended':
          'account suspended; account disabled; banned; terms violation; restore suspended account',
      },
    },
    'Users & permissions': {
      'Team members': {
        'Invite users':
          'invite a user; invitation not received; add team member; add user; user cannot join; guest access',
        'Remove users': 'remove a user; deactivate user; employee left; delete team member; free up a seat',
        'Seats & licences': 'add seats; number of seats; licence limit reached; assign licence; user limit',
      },
      'Roles & access': {
        'Roles & permissions':
          'change role; admin rights; permission denied; user cannot see project; restrict access; custom roles; you do not have access',
        'Sharing & visibility':
          'share with a client; public link; sharing settings; private folder; shared link does not work; external sharing',
        'Audit & activity log':
          'audit log; who changed this; activity history; user activity report; change history',
      },
    },
    'Plans & billing': {
      Plans: {
        'Upgrade or change plan':
          'upgrade plan; change plan; switch to annual; downgrade; compare plans; which plan includes; plan limits',
        'Cancel subscription':
          'cancel subscription; stop renewal; end my plan; unsubscribe; do not renew; terminate contract',
        Trial: 'extend trial; trial expired; trial ended; free trial; after the trial; trial limits',
        'Pricing & discounts':
          'pricing; quote; non-profit discount; education discount; coupon; volume discount; how much does it cost; startup discount',
        'Usage limits & overage':
          'usage limit; quota exceeded; overage charge; credits used up; storage limit; API quota; credits not added',
      },
      Payments: {
        'Payment failed':
          'payment failed; card declined; payment error; update credit card; past due; account locked for payment',
        'Payment method':
          'change payment method; update billing card; pay by bank transfer; pay by invoice; purchase order; ACH',
        'Wrong or double charge':
          'charged twice; overcharged; unexpected charge; charged after cancellation; wrong amount; proration; unknown charge; annual renewal charge',
        Refund: 'refund; money back; refund for unused months; accidental renewal; request refund',
      },
      Invoices: {
        'Get an invoice':
          'invoice; receipt; download invoice; send invoices to accounting; billing history; billing email',
        'Invoice details & tax':
          'VAT number; tax exempt; change company name on invoice; billing address; W-9; sales tax; PO number',
      },
    },
    'Using the product': {
      'Getting started': {
        'Set-up & onboarding':
          'getting started; onboarding; initial setup; set up my account; first steps; install; configuration; demo',
        'How to use a feature':
          'how do I; how to use; where can I find; is it possible to; feature question; tutorial; best practice',
        'Training & documentation':
          'documentation; training; webinar; help article wrong; guide; video tutorial',
      },
      'Daily work': {
        'Create & edit items':
          'create project; edit item; delete; duplicate; template; bulk edit; undo; recover deleted; restore; version history',
        'Search & filters': 'search does not find; filter; sort; saved view; advanced search; tags; labels',
        'Dashboards & reports':
          'dashboard; report; chart wrong; export report; analytics; numbers do not match; scheduled report; metrics',
        'Notifications & emails':
          'notifications; email notifications not received; too many emails; turn off notifications; reminders; digest; push notification',
        'Comments & collaboration': 'comments; mention; collaborate; chat; assign task; real-time editing',
        'Customisation & fields':
          'custom field; customise; branding; logo; theme; custom domain; settings; dark mode; layout',
        'Automations & workflows':
          'automation; workflow rule; trigger does not fire; scheduled task; rule; approval workflow; macros',
        'Files & attachments':
          'upload file; attachment; file too large; cannot upload; file preview; download file; image upload fails; storage',
      },
    },
    'Data & integrations': {
      'Import & export': {
        'Import data':
          'import data; CSV import fails; import contacts; migrate from another tool; import error; upload spreadsheet; mapping columns',
        'Export data': 'export data; export to CSV; export to Excel; download all data; backup; PDF export',
        'Data wrong or missing':
          'data missing; lost data; data disappeared; records duplicated; data not updated; wrong data shown; data not syncing',
      },
      Integrations: {
        'Connect an integration':
          'connect Slack; integration setup; connect Google; Zapier; Salesforce integration; connect calendar; HubSpot; Microsoft Teams; marketplace app',
        'Integration stopped working':
          'integration broken; sync stopped; integration error; reconnect; authorisation expired; sync fails; calendar does not sync',
        'API & webhooks':
          'API; API key; webhook not firing; rate limit; endpoint returns error; API token; SDK; OAuth; 401 unauthorised; REST API; developer documentation',
        'Email sending & domains':
          'emails go to spam; DKIM; SPF; domain verification; SMTP; sender address; bounce; DNS records',
      },
    },
    'Problems & reliability': {
      Errors: {
        'Error message':
          'error message; something went wrong; error 500; unexpected error; error code; internal server error; fails to save',
        'Feature does not work':
          'does not work; bug; button does nothing; broken; not working as expected; stopped working; glitch; wrong result',
        'Display & browser problems':
          'page blank; layout broken; does not work in Safari; browser; screen does not load; display issue; white screen; fonts; cache',
      },
      'Speed & outages': {
        'Slow performance':
          'slow; takes long to load; lagging; timeout; performance; freezes; loading forever',
        Outage:
          'is the service down; outage; cannot reach the site; status page; downtime; server down; maintenance; 503',
      },
      'Apps & devices': {
        'Mobile app':
          'mobile app; iPhone app crashes; Android app; app does not open; app sync; tablet; app store update',
        'Desktop app & extensions':
          'desktop app; browser extension; plugin; install on Mac; Windows client; update fails; add-in',
      },
    },
    'Security & compliance': {
      'Data protection': {
        'Privacy & GDPR':
          'GDPR; delete personal data; data processing agreement; DPA; privacy; data request; where is data stored',
        'Security questions':
          'security questionnaire; SOC 2; ISO 27001; penetration test; encryption; vulnerability report; certificate; HIPAA',
      },
      Contracts: {
        'Contract & legal':
          'contract; terms of service; NDA; legal; vendor form; service level agreement; SLA',
        'Sales & enterprise':
          'talk to sales; enterprise plan; request a demo; partnership; reseller; custom quote',
      },
    },
    'Service & feedback': {
      Ideas: {
        'Feature request':
          'feature request; would be great if; please add; suggestion; improvement; missing feature; roadmap; when will you support',
        'Feedback & praise': 'feedback; thank you; great product; review; survey; testimonial',
      },
      Contact: {
        'Contact support':
          'speak to support; phone support; contact a human; support hours; no reply to my ticket; call me; live chat',
        Complaint: 'complaint; unhappy; bad support; disappointed; escalate; unacceptable',
      },
    },
  },
};
