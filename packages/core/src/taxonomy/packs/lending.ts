import type { PackTree } from './starter-pack.ts';

/** The part of the banking pack about money that is owed: loans, collections, credit reports. */
export const lendingTree: PackTree = {
  'Loans & mortgages': {
    'Personal & payday loans': {
      'Apply for a loan':
        'apply for a loan; loan application; loan application denied; loan eligibility; loan offer; refinance | de: Kredit beantragen | es: solicitar un préstamo',
      'Loan cost & interest':
        'interest on my loan; loan fees not expected; charged fees or interest I did not expect; high interest loan; APR on loan; finance charge',
      'Repaying a loan':
        'loan payment; pay off loan early; payoff amount; payment not credited to loan; cannot afford loan payments; deferment; extension on loan payment | de: Rate; Kredit zurückzahlen | es: pagar el préstamo',
      'Payday & instalment loan':
        'payday loan; cash advance; title loan; instalment loan; loan I did not receive; money taken from account for payday loan; loan I did not apply for',
      'Student loan':
        'student loan; student loan servicer; income driven repayment; forbearance; loan forgiveness; federal loan',
    },
    'Vehicle finance': {
      'Car loan or lease':
        'car loan; auto loan; vehicle loan; vehicle lease; financing a car at the dealer; car payment; lease return; title of the vehicle',
      Repossession:
        'repossession; car was repossessed; vehicle repossessed; repo; get my car back from lender',
    },
    Mortgages: {
      'Mortgage application & closing':
        'mortgage application; mortgage preapproval; refinancing my house; appraisal; closing costs; home equity loan; HELOC | de: Hypothek beantragen; Baufinanzierung | es: solicitar hipoteca',
      'Mortgage payments & escrow':
        'mortgage payment; escrow account; property tax and insurance escrow; mortgage servicer changed; payment applied wrong; mortgage statement',
      'Trouble paying a mortgage':
        'struggling to pay mortgage; foreclosure; loan modification; mortgage forbearance; behind on mortgage; short sale',
    },
  },
  'Debt collection': {
    'Disputed debt': {
      'Debt not owed':
        'debt not mine; attempts to collect debt not owed; I do not owe this; debt belongs to someone else; debt result of identity theft; wrong person contacted about debt; medical debt; hospital bill insurance should have paid',
      'Debt already paid':
        'debt was already paid; paid in full but still collecting; settled account still in collections; discharged in bankruptcy',
      'Proof of debt':
        'validation of debt; written notice about debt; request proof of debt; not enough information to verify debt; debt verification letter; original creditor; never notified of debt',
      'Wrong amount owed':
        'wrong amount of debt; collection amount incorrect; added fees to debt; balance owed inflated; charged off balance',
    },
    'Collector conduct': {
      'Repeated or unwanted calls':
        'debt collector keeps calling; calls at work; harassing phone calls; stop calling me; robocalls; called repeatedly; called family members',
      'Threats & false statements':
        'threatened to sue; threatened arrest; false statements by collector; impersonated attorney; threatening legal action; abusive language by collector; misleading representation',
      'Lawsuit & garnishment':
        'lawsuit for debt; sued for debt; wage garnishment; judgment against me; court summons; seized property',
      'Debt shared with others':
        'collector told my family about my debt; talked to a third party about debt; contacted my employer about debt; disclosed my debt',
    },
    'Paying a debt': {
      'Payment plan or settlement':
        'settlement offer; payment plan for debt; payment arrangement with collection agency; settle debt for less; negotiate debt; hardship program; debt settlement company',
      'Payment taken or not credited':
        'paid collection agency but not credited; collector took more than agreed; collector debited my account without permission; payment to collector not recorded',
    },
  },
  'Credit reports': {
    'Report errors': {
      'Wrong information on report':
        'incorrect information on credit report; account on my report is not mine; error on credit report; information belongs to someone else; account status wrong on report; late payment reported incorrectly | de: falscher Schufa Eintrag | es: error en el informe de crédito',
      'Collection on credit report':
        'collection account on my credit report; collection agency reported to credit bureaus; charge off on credit report; remove collection from report',
      'Unknown credit inquiry':
        'unauthorized credit inquiry; hard inquiry; unknown inquiry on my report; credit checked without permission; hard pull',
      'Dispute not resolved':
        'credit bureau investigation; dispute with Equifax Experian TransUnion not fixed; bureau did not investigate; problem with investigation of existing report error',
    },
    'Access & monitoring': {
      'Get my report or score':
        'get my credit report; credit score dropped; free credit report; cannot access credit report; credit score wrong',
      'Freeze & monitoring':
        'credit freeze; security freeze; lift a freeze; fraud alert; credit monitoring service; identity protection service',
    },
  },
};
