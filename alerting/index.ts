import { bookRules } from './book-rules.ts';
import { fleetRules } from './fleet-rules.ts';
import { healthRules } from './health-rules.ts';
import { marketRules } from './market-rules.ts';
import { moneyRules } from './money-rules.ts';
import { platformRules } from './platform-rules.ts';
import { sourceRules } from './source-rules.ts';

/** Every rule group of the fleet. Add a new one here. */
export const ruleGroups = [fleetRules, healthRules, moneyRules, marketRules, platformRules, bookRules, sourceRules];
