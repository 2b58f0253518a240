import type { PanelBuilder as BarGaugePanelBuilder } from '@grafana/grafana-foundation-sdk/bargauge';

import { barGauge } from '../../panels/values.ts';

/**
 * A bar per agent with its name. Grafana shows no name for a single bar unless a display name is set.
 */
export function agentBars(title: string, description: string): BarGaugePanelBuilder {
  return barGauge(title, description).displayName('${__field.labels.agent_id}');
}
