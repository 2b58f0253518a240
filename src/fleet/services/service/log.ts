import { appendFileSync, existsSync, renameSync, statSync } from 'node:fs';

import type { MetadataField, ServiceName, streamLabels } from '../../catalog/loki.ts';
import { LOG_LINE_VERSION } from '../contracts/log-lines.ts';

/** Severity of a log line. */
export type Level = (typeof streamLabels.level.values)[number];

/** Writes one line of the log contract. */
export type Log = (level: Level, message: string, fields?: Readonly<Partial<Record<MetadataField, string>>>) => void;

interface LogOptions {
  readonly service: ServiceName;
  readonly env?: string | undefined;
  readonly write?: (line: string) => void;
  readonly now?: () => Date;
  /** Texts that no line may hold, such as the API key. */
  readonly secrets?: readonly string[];
}

const LARGEST_FILE = 50 * 1024 * 1024;

/** A log of JSON lines as the contract has them; a secret in a line is blotted out. */
export function jsonLog({ service, env, write = toOutput, now = () => new Date(), secrets = [] }: LogOptions): Log {
  const hidden = formsOf(secrets);
  return (level, message, fields = {}) => {
    const line = {
      version: LOG_LINE_VERSION,
      time: now().toISOString(),
      level,
      service_name: service,
      ...(env === undefined ? {} : { env }),
      message,
      ...fields,
    };
    write(`${blotted(JSON.stringify(line), hidden)}\n`);
  };
}

/** The text with every secret in it replaced, also in the form that JSON writes it. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return blotted(text, formsOf(secrets));
}

/** Each secret, also as JSON writes it; the longest first, because one that another begins with would leave the rest of that one. */
function formsOf(secrets: readonly string[]): readonly string[] {
  const forms = new Set(secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]));
  forms.delete('');
  return [...forms].toSorted((one, other) => other.length - one.length);
}

function blotted(text: string, forms: readonly string[]): string {
  return forms.reduce((result, form) => result.replaceAll(form, '***'), text);
}

/** Standard output, and the file of PF_LOG_FILE, from which a shipper takes the lines where it cannot read a container's output. */
function toOutput(line: string): void {
  process.stdout.write(line);
  const path = process.env['PF_LOG_FILE'];
  if (path) appendTo(path, line);
}

/** A full file gives way to a new one, so that a shipper that is down never fills the disk; the last full one is kept. */
function appendTo(path: string, line: string): void {
  try {
    if (existsSync(path) && statSync(path).size > LARGEST_FILE) renameSync(path, `${path}.1`);
    appendFileSync(path, line);
  } catch {
    // A service goes on without its file: the line is on standard output.
  }
}
