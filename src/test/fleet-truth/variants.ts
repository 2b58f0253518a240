import type { SimulationOptions } from '../../fleet/simulator/options.ts';

/** A fleet over which every query is run. */
export interface Variant {
  readonly name: string;
  readonly options: Partial<SimulationOptions>;
  /** The fleet whose figures are compared with the truth, and for which every selection returns rows. */
  readonly isMain: boolean;
  /** Whether All returns rows. */
  readonly hasRows: boolean;
}

const MAIN: Variant = { name: '12 agents, 3 days', options: { agents: 12, days: 3 }, isMain: true, hasRows: true };
const OTHERS: readonly Variant[] = [
  { name: '1 agent, 1 day', options: { agents: 1, days: 1 }, isMain: false, hasRows: false },
  {
    name: '300 agents, 30 hours',
    options: { agents: 300, days: 1.25, eventsPerDay: 200 },
    isMain: false,
    hasRows: true,
  },
];

/** `npm test` covers one fleet; `npm run test:fleet` covers the others. */
export const variants: readonly Variant[] = process.env['PF_TEST_FLEET'] === 'others' ? OTHERS : [MAIN];
