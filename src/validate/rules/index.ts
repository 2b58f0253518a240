import type { Rule } from '../rule.ts';
import { alertBackend } from './alert-backend.ts';
import { alertComparison } from './alert-comparison.ts';
import { alertCondition } from './alert-condition.ts';
import { alertDatasource } from './alert-datasource.ts';
import { alertDuplicate } from './alert-duplicate.ts';
import { alertExpression } from './alert-expression.ts';
import { alertFor } from './alert-for.ts';
import { alertLabelValue } from './alert-label-value.ts';
import { alertLogLines } from './alert-log-lines.ts';
import { alertModelDatasource } from './alert-model-datasource.ts';
import { alertName } from './alert-name.ts';
import { alertNeverFires } from './alert-never-fires.ts';
import { alertNewCounter } from './alert-new-counter.ts';
import { alertNotification } from './alert-notification.ts';
import { alertPanel } from './alert-panel.ts';
import { alertQueryText } from './alert-query-text.ts';
import { alertRecord } from './alert-record.ts';
import { alertRecovery } from './alert-recovery.ts';
import { alertReduced } from './alert-reduced.ts';
import { alertRefId } from './alert-ref-id.ts';
import { alertStates } from './alert-states.ts';
import { alertSummary } from './alert-summary.ts';
import { alertTemplateLabel } from './alert-template-label.ts';
import { alertTemplateSyntax } from './alert-template-syntax.ts';
import { alertTemplateValue } from './alert-template-value.ts';
import { alertTimeRange } from './alert-time-range.ts';
import { alertUid } from './alert-uid.ts';
import { alertUnique } from './alert-unique.ts';
import { alertWording } from './alert-wording.ts';
import { alertingUnique } from './alerting-unique.ts';
import { dashboardDatasource } from './dashboard-datasource.ts';
import { dashboardDatasourceType } from './dashboard-datasource-type.ts';
import { dashboardDatasourceVariable } from './dashboard-datasource-variable.ts';
import { dashboardDoubled } from './dashboard-doubled.ts';
import { dashboardEditable } from './dashboard-editable.ts';
import { dashboardElement } from './dashboard-element.ts';
import { dashboardFolder } from './dashboard-folder.ts';
import { dashboardFormat } from './dashboard-format.ts';
import { dashboardInputs } from './dashboard-inputs.ts';
import { dashboardLink } from './dashboard-link.ts';
import { dashboardRows } from './dashboard-rows.ts';
import { dashboardSchemaVersion } from './dashboard-schema-version.ts';
import { dashboardScopeVariables } from './dashboard-scope-variables.ts';
import { dashboardTime } from './dashboard-time.ts';
import { dashboardTitle } from './dashboard-title.ts';
import { dashboardUid } from './dashboard-uid.ts';
import { dashboardUnique } from './dashboard-unique.ts';
import { datasourceConnection } from './datasource-connection.ts';
import { datasourceCorrelation } from './datasource-correlation.ts';
import { datasourceDefault } from './datasource-default.ts';
import { datasourceReference } from './datasource-reference.ts';
import { datasourceRegex } from './datasource-regex.ts';
import { datasourceTenant } from './datasource-tenant.ts';
import { datasourceUid } from './datasource-uid.ts';
import { datasourceUnique } from './datasource-unique.ts';
import { deletionPresent } from './deletion-present.ts';
import { envUnset } from './env-unset.ts';
import { expansionAnnotation } from './expansion-annotation.ts';
import { expansionBool } from './expansion-bool.ts';
import { expansionDoubled } from './expansion-doubled.ts';
import { expansionMacro } from './expansion-macro.ts';
import { expansionName } from './expansion-name.ts';
import { expansionRetyped } from './expansion-retyped.ts';
import { expansionSecret } from './expansion-secret.ts';
import { expansionTemplate } from './expansion-template.ts';
import { fileForeign } from './file-foreign.ts';
import { fileIgnored } from './file-ignored.ts';
import { fileTenant } from './file-tenant.ts';
import { folderMetadata } from './folder-metadata.ts';
import { groupInterval } from './group-interval.ts';
import { groupSize } from './group-size.ts';
import { groupUnique } from './group-unique.ts';
import { muteTimingInterval } from './mute-timing-interval.ts';
import { panelAngular } from './panel-angular.ts';
import { panelColor } from './panel-color.ts';
import { panelColorMode } from './panel-color-mode.ts';
import { panelDatasourceVariable } from './panel-datasource-variable.ts';
import { panelDefaultDatasource } from './panel-default-datasource.ts';
import { panelGrid } from './panel-grid.ts';
import { panelIdentity } from './panel-identity.ts';
import { panelLibrary } from './panel-library.ts';
import { panelMapping } from './panel-mapping.ts';
import { panelMatcher } from './panel-matcher.ts';
import { panelOverride } from './panel-override.ts';
import { panelPluginVersion } from './panel-plugin-version.ts';
import { panelReducer } from './panel-reducer.ts';
import { panelRefId } from './panel-ref-id.ts';
import { panelRepeat } from './panel-repeat.ts';
import { panelRow } from './panel-row.ts';
import { panelTargets } from './panel-targets.ts';
import { panelThresholds } from './panel-thresholds.ts';
import { panelTime } from './panel-time.ts';
import { panelTitle } from './panel-title.ts';
import { panelTransformation } from './panel-transformation.ts';
import { panelUnique } from './panel-unique.ts';
import { panelUnit } from './panel-unit.ts';
import { panelUnitKnown } from './panel-unit-known.ts';
import { policyUnique } from './policy-unique.ts';
import { providerDatasource } from './provider-datasource.ts';
import { providerFolder } from './provider-folder.ts';
import { providerFolderUid } from './provider-folder-uid.ts';
import { providerPath } from './provider-path.ts';
import { providerRoot } from './provider-root.ts';
import { providerUnique } from './provider-unique.ts';
import { queryAggregateState } from './query-aggregate-state.ts';
import { queryAliasHides } from './query-alias-hides.ts';
import { queryColumn } from './query-column.ts';
import { queryCounterRate } from './query-counter-rate.ts';
import { queryCounterTotal } from './query-counter-total.ts';
import { queryEnumValue } from './query-enum-value.ts';
import { queryFragile } from './query-fragile.ts';
import { queryImpossible } from './query-impossible.ts';
import { queryInstanceMatcher } from './query-instance-matcher.ts';
import { queryJobMatcher } from './query-job-matcher.ts';
import { queryLabel } from './query-label.ts';
import { queryLogqlAuto } from './query-logql-auto.ts';
import { queryLokiSelector } from './query-loki-selector.ts';
import { queryMacro } from './query-macro.ts';
import { queryManyToOne } from './query-many-to-one.ts';
import { queryMetric } from './query-metric.ts';
import { queryMetricsql } from './query-metricsql.ts';
import { queryNan } from './query-nan.ts';
import { queryNativeUnits } from './query-native-units.ts';
import { queryNeverMatches } from './query-never-matches.ts';
import { queryQuantile } from './query-quantile.ts';
import { queryQuantileLe } from './query-quantile-le.ts';
import { queryQuantileSeries } from './query-quantile-series.ts';
import { queryRateInterval } from './query-rate-interval.ts';
import { queryRateOfGauge } from './query-rate-of-gauge.ts';
import { queryRateOfInterval } from './query-rate-of-interval.ts';
import { queryRegexp } from './query-regexp.ts';
import { querySelfRatio } from './query-self-ratio.ts';
import { querySyntax } from './query-syntax.ts';
import { queryTable } from './query-table.ts';
import { queryUnquoted } from './query-unquoted.ts';
import { receiverTemplate } from './receiver-template.ts';
import { receiverUnique } from './receiver-unique.ts';
import { routeGroupBy } from './route-group-by.ts';
import { routeInterval } from './route-interval.ts';
import { routeMatcher } from './route-matcher.ts';
import { routeMuteTiming } from './route-mute-timing.ts';
import { routeReceiver } from './route-receiver.ts';
import { routeRoot } from './route-root.ts';
import { schemaPlugin } from './schema-plugin.ts';
import { schemaRequired } from './schema-required.ts';
import { schemaType } from './schema-type.ts';
import { schemaUnknownKey } from './schema-unknown-key.ts';
import { schemaValue } from './schema-value.ts';
import { schemaVersion } from './schema-version.ts';
import { secretPlaceholder } from './secret-placeholder.ts';
import { secretPlain } from './secret-plain.ts';
import { suppressionValid } from './suppression-valid.ts';
import { targetLegend } from './target-legend.ts';
import { targetPanel } from './target-panel.ts';
import { targetUnique } from './target-unique.ts';
import { uncheckedFolder } from './unchecked-folder.ts';
import { uncheckedPlugin } from './unchecked-plugin.ts';
import { uncheckedQuery } from './unchecked-query.ts';
import { uncheckedResource } from './unchecked-resource.ts';
import { templateActions } from './template-actions.ts';
import { templateKnown } from './template-known.ts';
import { variableAll } from './variable-all.ts';
import { variableCircular } from './variable-circular.ts';
import { variableEmpty } from './variable-empty.ts';
import { variableInterval } from './variable-interval.ts';
import { variableName } from './variable-name.ts';
import { variablePromql } from './variable-promql.ts';
import { variableRefresh } from './variable-refresh.ts';
import { variableRegex } from './variable-regex.ts';
import { variableUndefined } from './variable-undefined.ts';
import { variableUnique } from './variable-unique.ts';
import { variableUnused } from './variable-unused.ts';

/** Every rule, in the order of their ids. A rule that is not in this list does not run. */
export const rules: readonly Rule[] = [
  alertBackend,
  alertComparison,
  alertCondition,
  alertDatasource,
  alertDuplicate,
  alertExpression,
  alertFor,
  alertLabelValue,
  alertLogLines,
  alertModelDatasource,
  alertName,
  alertNeverFires,
  alertNewCounter,
  alertNotification,
  alertPanel,
  alertQueryText,
  alertRecord,
  alertRecovery,
  alertReduced,
  alertRefId,
  alertStates,
  alertSummary,
  alertTemplateLabel,
  alertTemplateSyntax,
  alertTemplateValue,
  alertTimeRange,
  alertUid,
  alertUnique,
  alertWording,
  alertingUnique,
  dashboardDatasource,
  dashboardDatasourceType,
  dashboardDatasourceVariable,
  dashboardDoubled,
  dashboardEditable,
  dashboardElement,
  dashboardFolder,
  dashboardFormat,
  dashboardInputs,
  dashboardLink,
  dashboardRows,
  dashboardSchemaVersion,
  dashboardScopeVariables,
  dashboardTime,
  dashboardTitle,
  dashboardUid,
  dashboardUnique,
  datasourceConnection,
  datasourceCorrelation,
  datasourceDefault,
  datasourceReference,
  datasourceRegex,
  datasourceTenant,
  datasourceUid,
  datasourceUnique,
  deletionPresent,
  envUnset,
  expansionAnnotation,
  expansionBool,
  expansionDoubled,
  expansionMacro,
  expansionName,
  expansionRetyped,
  expansionSecret,
  expansionTemplate,
  fileForeign,
  fileIgnored,
  fileTenant,
  folderMetadata,
  groupInterval,
  groupSize,
  groupUnique,
  muteTimingInterval,
  panelAngular,
  panelColor,
  panelColorMode,
  panelDatasourceVariable,
  panelDefaultDatasource,
  panelGrid,
  panelIdentity,
  panelLibrary,
  panelMapping,
  panelMatcher,
  panelOverride,
  panelPluginVersion,
  panelReducer,
  panelRefId,
  panelRepeat,
  panelRow,
  panelTargets,
  panelThresholds,
  panelTime,
  panelTitle,
  panelTransformation,
  panelUnique,
  panelUnit,
  panelUnitKnown,
  policyUnique,
  providerDatasource,
  providerFolder,
  providerFolderUid,
  providerPath,
  providerRoot,
  providerUnique,
  queryAggregateState,
  queryAliasHides,
  queryColumn,
  queryCounterRate,
  queryCounterTotal,
  queryEnumValue,
  queryFragile,
  queryImpossible,
  queryInstanceMatcher,
  queryJobMatcher,
  queryLabel,
  queryLogqlAuto,
  queryLokiSelector,
  queryMacro,
  queryManyToOne,
  queryMetric,
  queryMetricsql,
  queryNan,
  queryNativeUnits,
  queryNeverMatches,
  queryQuantile,
  queryQuantileLe,
  queryQuantileSeries,
  queryRateInterval,
  queryRateOfGauge,
  queryRateOfInterval,
  queryRegexp,
  querySelfRatio,
  querySyntax,
  queryTable,
  queryUnquoted,
  receiverTemplate,
  receiverUnique,
  routeGroupBy,
  routeInterval,
  routeMatcher,
  routeMuteTiming,
  routeReceiver,
  routeRoot,
  schemaPlugin,
  schemaRequired,
  schemaType,
  schemaUnknownKey,
  schemaValue,
  schemaVersion,
  secretPlaceholder,
  secretPlain,
  suppressionValid,
  targetLegend,
  targetPanel,
  targetUnique,
  uncheckedFolder,
  uncheckedPlugin,
  uncheckedQuery,
  uncheckedResource,
  templateActions,
  templateKnown,
  variableAll,
  variableCircular,
  variableEmpty,
  variableInterval,
  variableName,
  variablePromql,
  variableRefresh,
  variableRegex,
  variableUndefined,
  variableUnique,
  variableUnused,
];
