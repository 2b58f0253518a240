import type { Rule } from '../rule.ts';
import { alertBackend } from './alert-backend.ts';
import { alertCondition } from './alert-condition.ts';
import { alertDatasource } from './alert-datasource.ts';
import { alertExpression } from './alert-expression.ts';
import { alertNotification } from './alert-notification.ts';
import { alertPanel } from './alert-panel.ts';
import { alertRefId } from './alert-ref-id.ts';
import { alertUnique } from './alert-unique.ts';
import { alertingUnique } from './alerting-unique.ts';
import { dashboardDatasource } from './dashboard-datasource.ts';
import { dashboardFormat } from './dashboard-format.ts';
import { dashboardInputs } from './dashboard-inputs.ts';
import { dashboardLink } from './dashboard-link.ts';
import { dashboardTitle } from './dashboard-title.ts';
import { dashboardUnique } from './dashboard-unique.ts';
import { datasourceDefault } from './datasource-default.ts';
import { datasourceUnique } from './datasource-unique.ts';
import { envUnset } from './env-unset.ts';
import { expansionAnnotation } from './expansion-annotation.ts';
import { expansionBool } from './expansion-bool.ts';
import { expansionDoubled } from './expansion-doubled.ts';
import { expansionMacro } from './expansion-macro.ts';
import { expansionName } from './expansion-name.ts';
import { expansionRetyped } from './expansion-retyped.ts';
import { expansionSecret } from './expansion-secret.ts';
import { expansionTemplate } from './expansion-template.ts';
import { fileIgnored } from './file-ignored.ts';
import { groupUnique } from './group-unique.ts';
import { panelAngular } from './panel-angular.ts';
import { panelDefaultDatasource } from './panel-default-datasource.ts';
import { panelLibrary } from './panel-library.ts';
import { panelRepeat } from './panel-repeat.ts';
import { panelUnique } from './panel-unique.ts';
import { policyUnique } from './policy-unique.ts';
import { providerUnique } from './provider-unique.ts';
import { queryColumn } from './query-column.ts';
import { queryEnumValue } from './query-enum-value.ts';
import { queryMacro } from './query-macro.ts';
import { querySyntax } from './query-syntax.ts';
import { queryTable } from './query-table.ts';
import { receiverUnique } from './receiver-unique.ts';
import { routeMuteTiming } from './route-mute-timing.ts';
import { routeReceiver } from './route-receiver.ts';
import { schemaRequired } from './schema-required.ts';
import { schemaType } from './schema-type.ts';
import { schemaUnknownKey } from './schema-unknown-key.ts';
import { schemaValue } from './schema-value.ts';
import { schemaVersion } from './schema-version.ts';
import { secretPlain } from './secret-plain.ts';
import { targetUnique } from './target-unique.ts';
import { variableUndefined } from './variable-undefined.ts';
import { variableUnused } from './variable-unused.ts';

/** Every rule there is, in the order of their ids. A rule exists when it is listed here. */
export const rules: readonly Rule[] = [
  alertBackend,
  alertCondition,
  alertDatasource,
  alertExpression,
  alertNotification,
  alertPanel,
  alertRefId,
  alertUnique,
  alertingUnique,
  dashboardDatasource,
  dashboardFormat,
  dashboardInputs,
  dashboardLink,
  dashboardTitle,
  dashboardUnique,
  datasourceDefault,
  datasourceUnique,
  envUnset,
  expansionAnnotation,
  expansionBool,
  expansionDoubled,
  expansionMacro,
  expansionName,
  expansionRetyped,
  expansionSecret,
  expansionTemplate,
  fileIgnored,
  groupUnique,
  panelAngular,
  panelDefaultDatasource,
  panelLibrary,
  panelRepeat,
  panelUnique,
  policyUnique,
  providerUnique,
  queryColumn,
  queryEnumValue,
  queryMacro,
  querySyntax,
  queryTable,
  receiverUnique,
  routeMuteTiming,
  routeReceiver,
  schemaRequired,
  schemaType,
  schemaUnknownKey,
  schemaValue,
  schemaVersion,
  secretPlain,
  targetUnique,
  variableUndefined,
  variableUnused,
];
