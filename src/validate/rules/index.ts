import type { Rule } from '../rule.ts';
import { alertCondition } from './alert-condition.ts';
import { alertUnique } from './alert-unique.ts';
import { alertingUnique } from './alerting-unique.ts';
import { dashboardUnique } from './dashboard-unique.ts';
import { datasourceDefault } from './datasource-default.ts';
import { datasourceUnique } from './datasource-unique.ts';
import { fileIgnored } from './file-ignored.ts';
import { groupUnique } from './group-unique.ts';
import { panelUnique } from './panel-unique.ts';
import { policyUnique } from './policy-unique.ts';
import { providerUnique } from './provider-unique.ts';
import { receiverUnique } from './receiver-unique.ts';
import { targetUnique } from './target-unique.ts';

/** Every rule there is, in the order of their ids. A rule exists when it is listed here. */
export const rules: readonly Rule[] = [
  alertCondition,
  alertUnique,
  alertingUnique,
  dashboardUnique,
  datasourceDefault,
  datasourceUnique,
  fileIgnored,
  groupUnique,
  panelUnique,
  policyUnique,
  providerUnique,
  receiverUnique,
  targetUnique,
];
