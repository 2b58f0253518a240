/** A file in Grafana's own format: it is written unchanged, and validated, listed and compared like compiled files. */
export interface RawFile {
  readonly kind: 'file';
  /** Relative to the configuration. */
  readonly path: string;
  /** Title of the dashboard's folder; by default that of the project. */
  readonly folder?: string;
}

/**
 * A dashboard as JSON, or an alerting file as YAML or JSON, as exported by Grafana. It keeps its format, version, uids
 * and data sources; the build reports its problems.
 */
export function fromFile(path: string, options: { readonly folder?: string } = {}): RawFile {
  return { kind: 'file', path, ...options };
}

/** Whether a part of a project is a file that is passed through. */
export function isRawFile(value: unknown): value is RawFile {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'file' && 'path' in value;
}
