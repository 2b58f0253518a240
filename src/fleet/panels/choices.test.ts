import { expect, test } from 'vitest';

import { instant, type Promql } from '../../panels/targets.ts';
import { stat } from '../../panels/values.ts';
import { agentId, strategy } from '../queries/variables.ts';
import { sayingChoices } from './choices.ts';

const agent: Promql = { promql: 'sum(x{agent_id=~"$agent_id"})' };
const both: Promql = { promql: 'sum(x{agent_id=~"$agent_id", strategy=~"${strategy:pipe}"})' };
const none: Promql = { promql: 'sum(x{agent="agent_id", strategy_window="$strategy_window"})' };

test.each<[string, readonly Promql[], string]>([
  ['follows both', [both], 'What it is.'],
  ['follows one', [agent], 'What it is. Not filtered by Strategy.'],
  ['follows neither', [none], 'What it is. Not filtered by Agent or Strategy.'],
  ['follows one in some queries', [both, agent], 'What it is. Only partly filtered by Strategy.'],
  ['asks nothing', [], 'What it is.'],
])('a panel that %s says so', (_name, targets, description) => {
  const panel = targets.reduce((built, target) => built.withTarget(instant(target)), stat('P', 'What it is.'));
  const [row] = sayingChoices(
    [agentId, strategy],
    [{ key: 'row', title: 'Row', panels: [{ key: 'p', width: 4, height: 4, panel }] }],
  );
  expect(row?.panels[0]?.panel.build().description).toBe(description);
});
