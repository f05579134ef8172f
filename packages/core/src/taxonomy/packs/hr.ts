import type { StarterPack } from './starter-pack.ts';

/** Questions of employees and applicants to human resources. */
export const hr: StarterPack = {
  id: 'hr',
  name: 'Human resources',
  tree: {
    'Pay & payroll': {
      Salary: {
        Payslip:
          'payslip; pay stub; salary statement; cannot open payslip; copy of payslip; wage slip; payslip missing',
        'Salary wrong or late':
          'salary wrong; not paid; underpaid; overpaid; salary late; missing pay; wrong deduction; pay not received',
        'Overtime, shifts & allowances':
          'overtime pay; shift allowance; night shift bonus; holiday pay; on-call pay; allowance; extra hours',
        'Bonus & raise':
          'bonus; raise; salary increase; commission; salary review; pay grade; thirteenth salary; incentive',
        'Advance & loan':
          'salary advance; advance payment; pay me early; employee loan; repay the advance; emergency payment',
        'Bank details':
          'change bank details; new bank account for salary; direct deposit; IBAN change; account number for pay',
      },
      'Tax & deductions': {
        'Tax forms':
          'tax form; W-2; tax certificate; P60; income tax statement; annual tax statement; tax class; withholding; W-4',
        'Social security & statements':
          'social security number; social insurance; proof of insurance for authority; annual statement; pension insurance record; certificate of earnings',
        'Deductions & garnishment':
          'deduction on payslip; garnishment; social security contribution; church tax; union fee; advance on salary; loan deduction',
      },
      'Expenses & travel': {
        'Expense reimbursement':
          'expense claim; reimbursement; travel expenses; expenses not paid; receipts; mileage; per diem; expense report rejected',
        'Business travel':
          'book a business trip; travel request; hotel booking; flight; travel policy; company card; visa for business trip',
        'Company card':
          'company credit card; corporate card declined; card limit; receipt for card payment; lost company card',
      },
    },
    'Time & absence': {
      'Holiday & leave': {
        'Request leave':
          'request vacation; book annual leave; holiday request; time off; leave approval; cancel leave; day off; PTO',
        'Leave balance':
          'vacation days left; leave balance wrong; carry over holiday; remaining leave; accrual; expired vacation days',
        'Special leave':
          'special leave; bereavement; wedding leave; jury duty; moving day; sabbatical; unpaid leave; study leave',
        'Public holidays': 'public holiday; bank holiday; company holidays; closing days; holiday calendar',
        'Time off in lieu':
          'compensatory time; time off in lieu; overtime balance; flexitime account; use up overtime; plus hours; comp day',
      },
      Sickness: {
        'Sick leave':
          'sick leave; call in sick; sick note; doctor certificate; sick pay; illness; sick child',
        'Long illness & return to work':
          'long-term sick; return to work; reintegration; disability leave; medical leave; FMLA; occupational health',
      },
      'Family leave': {
        'Parental leave':
          'parental leave; maternity leave; paternity leave; pregnancy; maternity pay; baby; adoption; breastfeeding',
        'Care of relatives':
          'care leave; elderly parents; caring for family; family care; emergency childcare',
        'Birth & family changes':
          'birth of my child; new baby; child benefit; register child; nursing; maternity protection; due date; returning after parental leave',
      },
      'Working time': {
        'Time recording':
          'time sheet; clock in; forgot to clock; time recording; correct hours; badge; attendance; working hours missing',
        'Working from home & schedule':
          'work from home; remote work; flexible hours; change my schedule; shift swap; hybrid work; work from abroad; roster',
        'Part-time & hours':
          'part-time; reduce hours; increase hours; change weekly hours; full-time; job share',
      },
    },
    Benefits: {
      'Health & insurance': {
        'Health insurance':
          'health insurance; medical plan; insurance card; dental; vision; add dependent; health benefits; coverage; enrolment',
        'Life, disability & accident insurance':
          'life insurance; disability insurance; accident insurance; beneficiary form; insured through employer; claim after accident',
        'Life events & enrolment':
          'open enrolment; enroll in benefits; life event; change benefits; add spouse; beneficiary; waive coverage',
        'Wellbeing & assistance':
          'employee assistance; counselling; gym; wellbeing; mental health; fitness; burnout; stress',
      },
      'Retirement & savings': {
        'Pension & retirement plan':
          'pension; 401k; retirement plan; pension contribution; company pension; retire; pension statement; vesting',
        'Shares & savings': 'stock options; employee shares; share plan; savings plan; vesting schedule; RSU',
      },
      Perks: {
        'Company car & commuting':
          'company car; commuter benefit; parking; job ticket; bike leasing; travel card; fuel card; car allowance',
        'Discounts & meals':
          'employee discount; meal voucher; canteen; corporate benefits; discount code; childcare subsidy; gift card',
      },
    },
    'Hiring & joining': {
      Applying: {
        'Job openings':
          'job opening; vacancy; apply for a job; internal position; internship; job posting; career page; are you hiring',
        'Application status':
          'status of my application; application not answered; interview; reschedule interview; rejected; application documents; upload CV',
        Referrals: 'refer a friend; referral bonus; employee referral; recommend a candidate',
      },
      Starting: {
        'Offer & contract':
          'job offer; employment contract; sign contract; start date; offer letter; probation; contract terms; background check',
        Onboarding:
          'first day; onboarding; new employee; new starter; equipment for new hire; documents for joining; induction; welcome',
        Probation:
          'probation period; end of probation; probation review; extend probation; pass probation; trial period',
        'Visa & relocation':
          'work permit; visa; relocation; residence permit; moving to another country; sponsorship; immigration',
      },
      'For managers': {
        'Open a position':
          'open a position; headcount; requisition; hire someone; job description; recruit; approve position; temporary staff',
        'Team changes':
          'change reporting line; transfer employee; team change; organisational chart; new manager; promote an employee',
      },
    },
    'Employment & records': {
      'Documents & data': {
        'Employment letters':
          'employment verification; employment letter; reference letter; certificate of employment; confirmation for landlord; letter for visa; salary confirmation',
        'Personal data':
          'change address; change name; marital status; emergency contact; update personal details; phone number; personnel file',
        'Employee ID & badge':
          'employee number; staff ID card; lost badge; access badge; photo for badge; new ID card',
        'Data protection':
          'data protection; privacy; who can see my data; delete my data; personnel file access; GDPR',
      },
      Career: {
        'Promotion & internal move':
          'promotion; internal transfer; change department; career path; new role; secondment; job title',
        'Performance review':
          'performance review; appraisal; goals; feedback talk; rating; annual review; objectives; improvement plan',
        'Training & education':
          'training; course; further education; certificate; learning platform; conference; language course; tuition reimbursement; mandatory training',
      },
      Leaving: {
        'Resignation & notice':
          'resign; notice period; give notice; quit; resignation letter; last working day; terminate my contract',
        'Exit & final pay':
          'final pay; exit interview; return equipment; unused vacation payout; severance; last payslip; off-boarding; unemployment certificate',
        Dismissal:
          'dismissal; fired; termination by employer; warning letter; layoff; redundancy; disciplinary',
        'Retirement & partial retirement':
          'retire; retirement date; partial retirement; early retirement; last day before retirement; farewell',
      },
    },
    'Workplace & conduct': {
      'Problems at work': {
        'Conflict & complaint':
          'conflict with colleague; complaint about manager; bullying; grievance; unfair treatment; mobbing; dispute',
        'Harassment & discrimination':
          'harassment; sexual harassment; discrimination; racism; equal treatment; hostile workplace; report misconduct; whistleblower',
        'Health & safety':
          'accident at work; work injury; safety; first aid; ergonomic chair; hazard; fire drill; protective equipment; workers compensation',
      },
      Rules: {
        Policies:
          'company policy; dress code; code of conduct; handbook; side job; secondary employment; gifts; social media policy; smoking',
        'Works council & union':
          'works council; union; collective agreement; employee representative; strike',
      },
    },
    'HR systems & service': {
      'HR portal': {
        'Access to the HR portal':
          'cannot log in to HR portal; password for payroll system; HR system access; self-service; locked out of portal; app for employees',
        'Errors in HR systems':
          'HR system error; Workday error; request stuck; approval not visible; cannot submit; form does not work; wrong approver',
      },
      'Contact HR': {
        'Reach HR':
          'contact HR; who is my HR partner; talk to HR; appointment with HR; HR phone; office hours of HR',
        'Feedback & survey': 'employee survey; suggestion; feedback; idea; praise; complaint about HR',
      },
    },
  },
};
