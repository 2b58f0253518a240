/** A file in Grafana's own shape: it is passed on as it is, and proven, listed and compared like what is compiled. */
export interface RawFile {
  readonly kind: 'file';
  /** Relative to the configuration. */
  readonly path: string;
  /** Title of the folder of a dashboard; the project's when left out. */
  readonly folder?: string;
}

/**
 * A dashboard's JSON, or a file of alerting in YAML or JSON, as Grafana exports it. It keeps its shape, version, uids
 * and data sources; what is wrong with it for Grafana is said by the build.
 */
export function fromFile(path: string, options: { readonly folder?: string } = {}): RawFile {
  return { kind: 'file', path, ...options };
}

/** Whether a part of a project is a file that is passed on. */
export function isRawFile(value: unknown): value is RawFile {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'file' && 'path' in value;
}
