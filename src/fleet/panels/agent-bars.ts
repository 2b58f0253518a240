import type { PanelBuilder as BarGaugePanelBuilder } from '@grafana/grafana-foundation-sdk/bargauge';

import { barGauge } from '../../panels/values.ts';

/**
 * A bar per agent, named even when it is the only one: Grafana leaves out the name of a single bar unless it is set.
 */
export function agentBars(title: string, description: string): BarGaugePanelBuilder {
  return barGauge(title, description).displayName('${__field.labels.agent_id}');
}
