import { type Panel, PanelBuilder } from '@grafana/grafana-foundation-sdk/dashboard';

/**
 * Firing alert instances of a project's rules, without the watchdog, which always fires, and without pending ones.
 * Grafana shows instances without data or with an error only if a rule has a firing one (UnifiedAlertList.tsx). The SDK
 * has no builder for this panel.
 */
export function alertList(title: string, description: string, project: string): PanelBuilder {
  return new AlertListBuilder(project).title(title).description(description);
}

class AlertListBuilder extends PanelBuilder {
  constructor(project: string) {
    super();
    this.internal.type = 'alertlist';
    this.internal.options = {
      alertInstanceLabelFilter: `{service="${project}",heartbeat!="true"}`,
      alertName: '',
      dashboardAlerts: false,
      groupBy: [],
      groupMode: 'default',
      maxItems: 20,
      // 3 is "importance": the most critical states first.
      sortOrder: 3,
      stateFilter: { error: true, firing: true, noData: true, normal: false, pending: false },
      viewMode: 'list',
    };
  }

  override build(): Panel {
    return this.internal;
  }
}
