import type { Diagnostic } from '../../../diagnostics/diagnostics.ts';
import { UserError } from '../../../diagnostics/errors.ts';

/** Environment variables from which a service reads its settings. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads settings from the environment and collects all problems, so that a service that cannot start reports them at
 * once. A class because it accumulates the problems.
 */
export class EnvironmentReader {
  private readonly problems: Diagnostic[] = [];
  private readonly env: Environment;
  private readonly service: string;

  constructor(service: string, env: Environment) {
    this.service = service;
    this.env = env;
  }

  text(name: string, fallback: string): string {
    return this.env[name]?.trim() || fallback;
  }

  optional(name: string): string | undefined {
    return this.env[name]?.trim() || undefined;
  }

  required(name: string, what: string): string {
    const value = this.optional(name);
    if (value === undefined) this.refuse(name, `is not set: ${what}.`, `Set ${name} in the environment or in .env.`);
    return value ?? '';
  }

  number(name: string, fallback: number, { min, max, whole }: { min: number; max: number; whole?: boolean }): number {
    const given = this.optional(name);
    if (given === undefined) return fallback;
    const value = Number(given);
    if (Number.isFinite(value) && value >= min && value <= max && (!whole || Number.isInteger(value))) return value;
    const kind = whole ? 'a whole number' : 'a number';
    this.refuse(name, `is ${JSON.stringify(given)}, which is not ${kind} from ${min} to ${max}.`);
    return fallback;
  }

  /** Reads `true` or `false`; refuses everything else, because a typo in `true` must not count as false. */
  flag(name: string): boolean {
    const given = this.text(name, 'false');
    if (given !== 'true' && given !== 'false')
      this.refuse(name, `is ${JSON.stringify(given)}, neither true nor false.`);
    return given === 'true';
  }

  url(name: string, fallback: string): string {
    const value = this.text(name, fallback);
    if (/^https?:\/\/[^/]/.test(value) && URL.canParse(value)) return value.replace(/\/+$/, '');
    // The URL may contain a password, so the message does not repeat it.
    this.refuse(name, 'is not an http or https URL.', `Write it as ${fallback || 'http://localhost:8000'}.`);
    return fallback;
  }

  refuse(name: string, problem: string, hint?: string): void {
    const message = `${name} ${problem}`;
    this.problems.push({ severity: 'error', id: `${this.service}/settings`, message, ...(hint ? { hint } : {}) });
  }

  /** Throws a `UserError` with every problem so far. */
  finish(): void {
    if (this.problems.length > 0) throw new UserError(this.problems);
  }
}
