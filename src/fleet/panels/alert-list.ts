import { type Panel, PanelBuilder } from '@grafana/grafana-foundation-sdk/dashboard';

/**
 * Alert instances of a project's rules that fire, but for the heartbeat, which always does; a pending one is not an alert
 * yet. Those without data or with an error show only beside one of them (UnifiedAlertList.tsx). The SDK has no builder
 * for this panel.
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
      // 3 is "importance": critical states first.
      sortOrder: 3,
      stateFilter: { error: true, firing: true, noData: true, normal: false, pending: false },
      viewMode: 'list',
    };
  }

  override build(): Panel {
    return this.internal;
  }
}
