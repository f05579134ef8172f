import { banking } from './banking.ts';
import { eCommerce } from './e-commerce.ts';
import { hr } from './hr.ts';
import { itHelpdesk } from './it-helpdesk.ts';
import { saas } from './saas.ts';
import { softwareDevelopment } from './software-development.ts';
import type { StarterPack } from './starter-pack.ts';
import { supportGeneral } from './support-general.ts';
import { telecom } from './telecom.ts';

/** All curated packs, the general one first: it wins ties. */
export const starterPacks: readonly StarterPack[] = [
  supportGeneral,
  eCommerce,
  saas,
  banking,
  telecom,
  itHelpdesk,
  hr,
  softwareDevelopment,
];
