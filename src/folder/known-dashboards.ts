/**
 * What reading the text of a classic dashboard found, if nothing is wrong with it as a file and it contains no secret;
 * the same in every run of one program.
 */
export interface KnownDashboard {
  readonly uid: string | undefined;
  readonly title: string;
}

/** Dashboards that earlier runs of this program have read, by their text. */
export interface KnownDashboards {
  get(text: string): KnownDashboard | undefined;
  add(text: string, known: KnownDashboard): void;
}
