import { createAgent, register } from './agents.ts';
import { startApiCalls } from './api-calls.ts';
import { startEscrow } from './escrow.ts';
import type { FleetEvent, Observer } from './events.ts';
import { firstPrices, type Ticker } from './facts.ts';
import type { Agent, Fleet } from './fleet.ts';
import { closeLastDay, startDays, startLife, startReconciliation, startRefusals } from './lifecycle.ts';
import { startMarket } from './market.ts';
import { DAY, type SimulationOptions } from './options.ts';
import { createRandom } from './random.ts';
import { Timeline } from './timeline.ts';
import { startTrading } from './trading.ts';
import { startPrices, startWallet } from './wallets.ts';

/** A simulated fleet whose time advances only when a method is called. */
export interface Simulation {
  readonly fleet: Fleet;
  /** Runs the simulation up to and including a time. */
  runUntil(time: number): void;
  /** Runs to the end and writes the result of the last day. */
  finish(): void;
}

/** Creates a fleet; observers receive every event in order of time, in the order of the list. */
export function createSimulation(options: SimulationOptions, observers: readonly Observer[]): Simulation {
  const start = options.end - options.days * DAY;
  const agents: Agent[] = [];
  const fleet: Fleet = {
    options,
    start,
    end: options.end,
    agents,
    timeline: new Timeline(start),
    rates: {
      USDC: 1,
      BTC: firstPrices['BTC/USDC'].price,
      XMR: firstPrices['XMR/USDC'].price,
      ETH: firstPrices['ETH/USDC'].price,
    },
    prices: Object.fromEntries(Object.entries(firstPrices).map(([ticker, { price }]) => [ticker, price])) as Record<
      Ticker,
      number
    >,
    emit: (event: FleetEvent) => {
      for (const observe of observers) observe(event);
    },
  };
  for (let position = 0; position < options.agents; position += 1) agents.push(createAgent(fleet, position));
  const random = createRandom(options.seed, 'prices');
  startPrices(fleet, (ticker) => random.normal(0, firstPrices[ticker].hourly));
  for (const agent of agents) fleet.timeline.at(agent.registeredAt, () => startAgent(fleet, agent));
  startDays(fleet);
  startReconciliation(fleet);
  startApiCalls(fleet);
  startEscrow(fleet);
  startRefusals(fleet);
  startMarket(fleet);
  return {
    fleet,
    runUntil: (time) => fleet.timeline.runUntil(time),
    finish: () => {
      fleet.timeline.runUntil(fleet.end);
      closeLastDay(fleet);
    },
  };
}

function startAgent(fleet: Fleet, agent: Agent): void {
  register(fleet, agent);
  startTrading(fleet, agent);
  startWallet(fleet, agent);
  startLife(fleet, agent);
}
