import { readFile, rename, writeFile } from 'node:fs/promises';

import { UserError } from '../../../diagnostics/errors.ts';

/** State of one agent that is kept across restarts. */
export interface AgentMemory {
  /** P&L since registration by strategy, USDC. */
  readonly pnl: Record<string, number>;
  /** Highest totals so far, by counter and labels. */
  readonly totals: Record<string, number>;
  /** Time of the last complete poll, Unix milliseconds. */
  lastSuccessAt: number | null;
  /** Time the agent was last in the list, Unix milliseconds. */
  seenAt: number;
}

/** State of all agents. */
export interface Memory {
  readonly agents: Map<string, AgentMemory>;
  /** Time of the last list of agents, Unix milliseconds; null if there has been none. */
  listedAt: number | null;
}

const VERSION = 1;
const FORGET_AFTER = 30 * 24 * 3_600_000;

/** Returns an empty state. */
export function emptyMemory(): Memory {
  return { agents: new Map(), listedAt: null };
}

/** Returns the state of a new agent. */
export function newAgentMemory(now: number): AgentMemory {
  return { pnl: {}, totals: {}, lastSuccessAt: null, seenAt: now };
}

/** Reads the state of an earlier run. A missing file is an empty state; an unreadable one is an error. */
export async function readMemory(path: string): Promise<Memory> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return emptyMemory();
    throw stateError(path, `cannot be read (${String((error as { code?: unknown }).code)})`);
  }
  try {
    const { version, listedAt, agents } = JSON.parse(text) as {
      version: number;
      listedAt: number | null;
      agents: Record<string, AgentMemory>;
    };
    if (version !== VERSION || typeof agents !== 'object') throw new Error('not in the format of this version');
    return { agents: new Map(Object.entries(agents)), listedAt };
  } catch {
    throw stateError(path, `does not contain a state of version ${VERSION}`);
  }
}

/** Replaces the file atomically, so that a crash leaves the old or the new one. Drops agents not seen for a month. */
export async function writeMemory(path: string, { agents, listedAt }: Memory, now: number): Promise<void> {
  for (const [id, { seenAt }] of agents) if (now - seenAt > FORGET_AFTER) agents.delete(id);
  const next = `${path}.next`;
  await writeFile(next, JSON.stringify({ version: VERSION, listedAt, agents: Object.fromEntries(agents) }));
  await rename(next, path);
}

function stateError(path: string, problem: string): UserError {
  return new UserError({
    severity: 'error',
    id: 'exporter/state',
    message: `The state file ${JSON.stringify(path)} ${problem}. Without it, counters would fall and P&L would be counted under another strategy.`,
    hint: 'Restore a copy, or delete the file to start from the beginning.',
  });
}
