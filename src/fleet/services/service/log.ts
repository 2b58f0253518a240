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
  /** Texts that no line may contain, such as the API key. */
  readonly secrets?: readonly string[];
}

const LARGEST_FILE = 50 * 1024 * 1024;

/** Returns a logger that writes JSON lines of the contract, with secrets replaced. */
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

/** Replaces every secret in a text, also in its JSON-escaped form. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return blotted(text, formsOf(secrets));
}

/** Returns each secret plain and JSON-escaped. The longest come first, so that no rest of a longer secret remains. */
function formsOf(secrets: readonly string[]): readonly string[] {
  const forms = new Set(secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]));
  forms.delete('');
  return [...forms].toSorted((one, other) => other.length - one.length);
}

function blotted(text: string, forms: readonly string[]): string {
  return forms.reduce((result, form) => result.replaceAll(form, '***'), text);
}

/** Writes to standard output and to the file PF_LOG_FILE, for shippers that cannot read the output of a container. */
function toOutput(line: string): void {
  process.stdout.write(line);
  const path = process.env['PF_LOG_FILE'];
  if (path) appendTo(path, line);
}

/** Appends to the file. A full file is rotated, and only one old file is kept, so that logs never fill the disk. */
function appendTo(path: string, line: string): void {
  try {
    if (existsSync(path) && statSync(path).size > LARGEST_FILE) renameSync(path, `${path}.1`);
    appendFileSync(path, line);
  } catch {
    // The service continues without the file, because the line is also on standard output.
  }
}
