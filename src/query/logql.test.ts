import { describe, expect, test } from 'vitest';

import { countBy, fieldQuantile, lineFormat, stream, where } from '../fleet/queries/logql.ts';
import { agentId, payee, payer, singleAgentId } from '../fleet/queries/variables.ts';

const escrow = stream({ service_name: 'pf-escrow' });

describe('a query function writes LogQL', () => {
  const cases: [name: string, query: { logql: string }, text: string][] = [
    [
      'a stream',
      stream({ service_name: { regex: 'pf-.+' }, level: 'error' }),
      '{service_name=~"pf-.+", level="error"}',
    ],
    ['a field', where(escrow, { event: { regex: 'escrow_.+' } }), '{service_name="pf-escrow"} | event=~"escrow_.+"'],
    [
      'a chosen agent',
      where(escrow, { agent_id: singleAgentId }),
      '{service_name="pf-escrow"} | agent_id="${agent_id}"',
    ],
    ['chosen agents', where(escrow, { agent_id: agentId }), '{service_name="pf-escrow"} | agent_id=~"${agent_id}"'],
    [
      'two fields',
      where(escrow, { payer_agent_id: payer, payee_agent_id: payee }),
      '{service_name="pf-escrow"} | payer_agent_id=~"${payer}" and payee_agent_id=~"${payee}"',
    ],
    [
      'a line',
      lineFormat(escrow, ['event', { text: '->' }, 'escrow_id']),
      '{service_name="pf-escrow"} | line_format "{{.event}} -> {{.escrow_id}}"',
    ],
    [
      'lines per step',
      countBy(['event'], escrow),
      'sum by (event) (count_over_time({service_name="pf-escrow"} [$__auto]))',
    ],
    [
      'a quantile of a field',
      fieldQuantile(0.95, 'settle_seconds', ['env'], escrow, '1h'),
      'quantile_over_time(0.95, {service_name="pf-escrow"} | unwrap settle_seconds | __error__="" [1h]) by (env)',
    ],
  ];
  test.each(cases)('%s', (_name, query, text) => expect(query.logql).toBe(text));
});

// Never run: the compiler must reject each line; an unused "expect error" is itself an error.
export const refusedByTheCompiler = [
  // @ts-expect-error Loki refuses a selector that could match every stream
  () => stream({}),
  // @ts-expect-error structured metadata is not a stream label
  () => stream({ service_name: 'pf-escrow', agent_id: 'x' }),
  // @ts-expect-error an unknown service
  () => stream({ service_name: 'pf-nothing' }),
  // @ts-expect-error an unknown field
  () => where(escrow, { nothing: 'x' }),
];
