import type { DashboardSpec, PanelSpec } from '../define/definitions.ts';
import type { RuleSpec } from '../define/rules.ts';
import type { Settings } from '../define/settings.ts';

/** `agent-pnl` for `pf-agent-pnl`: the uid without the prefix that the project gives the pack. */
export function bareName(uid: string, { uidPrefix }: Pick<Settings, 'uidPrefix'>): string {
  return uid.startsWith(uidPrefix) ? uid.slice(uidPrefix.length) : uid;
}

/** `dashboard:agent-pnl` */
export function dashboardName({ uid }: Pick<DashboardSpec, 'uid'>, settings: Settings): string {
  return `dashboard:${bareName(uid, settings)}`;
}
/** `panel:agent-pnl/total` */
export function panelName(
  board: Pick<DashboardSpec, 'uid'>,
  { key }: Pick<PanelSpec, 'key'>,
  settings: Settings,
): string {
  return `panel:${bareName(board.uid, settings)}/${key}`;
}
/** `rule:target-down` */
export function ruleName({ uid }: Pick<RuleSpec, 'uid'>, settings: Settings): string {
  return `rule:${bareName(uid, settings)}`;
}
