import type { AlertRule, ProvisioningFolder, Route } from '../folder/folder.ts';
import type { Change, Risk } from './change.ts';
import { heldBack, longer } from './delays.ts';
import { type Delivery, deliveriesOf, isEmptyPoint, type KnownLabels, knownLabels } from './hearing.ts';
import { fromTo } from './leaves.ts';
import type { Pair } from './match.ts';

/** A contact point that is no longer notified of a rule because something other than the rule changed. */
export interface Loss {
  readonly receiver: string;
  readonly orgId: number;
  /** Title of the rule. */
  readonly rule: string;
  /** Whether nobody is notified of the rule any more. */
  readonly leavesNobody: boolean;
  /** The route that notified it, when the routes changed; undefined when the contact point lost its receivers. */
  readonly route: Route | undefined;
}

/** How notifications of a folder's rules changed. */
export interface HearingChanges {
  /** What a change of the rule itself changed about who is notified of it. */
  readonly ofRule: ReadonlyMap<Pair<AlertRule>, readonly Change[]>;
  readonly losses: readonly Loss[];
  /** Routes of the folder before that delivered alerts of some rule. */
  readonly usedRoutes: ReadonlySet<Route>;
}

/**
 * Finds who is no longer notified. Each loss is reported once: with the rule if the rule caused it, otherwise with the
 * routes or the contact point.
 */
export function hearingChanges(
  pairs: readonly Pair<AlertRule>[],
  before: ProvisioningFolder,
  after: ProvisioningFolder,
): HearingChanges {
  const known = knownLabels(before, after);
  const ofRule = new Map<Pair<AlertRule>, readonly Change[]>();
  const losses: Loss[] = [];
  const usedRoutes = new Set<Route>();
  for (const pair of pairs) {
    const sides = sidesOf(pair, before, after, known);
    if (!sides) continue;
    for (const { route } of [...sides.old, ...sides.underOld]) if (route) usedRoutes.add(route);
    ofRule.set(pair, changesByRule(sides));
    losses.push(...lossesOf(pair.after, sides, after));
  }
  return { ofRule, losses, usedRoutes };
}

/** One risk for the losses of one contact point. */
export function lossRisk(losses: readonly Loss[]): Risk {
  const titles = [...new Set(losses.map(({ rule }) => `"${rule}"`))];
  const rules =
    titles.length > 4 ? `${titles.slice(0, 3).join(', ')} and ${titles.length - 3} more rules` : titles.join(', ');
  return losses.every(({ leavesNobody }) => leavesNobody)
    ? { id: 'rule-silent', message: `Nobody is notified of ${rules} any more.` }
    : { id: 'not-told', message: `${losses[0]?.receiver ?? ''} is no longer notified of ${rules}.` };
}

interface Sides {
  /** Deliveries before. */
  readonly old: readonly Delivery[];
  /** Deliveries of the new rule under the old policies: what the rule itself changed. */
  readonly underOld: readonly Delivery[];
  readonly now: readonly Delivery[];
  readonly wasEmpty: (delivery: Delivery) => boolean;
  readonly isEmpty: (delivery: Delivery) => boolean;
}

function sidesOf(
  pair: Pair<AlertRule>,
  before: ProvisioningFolder,
  after: ProvisioningFolder,
  known: KnownLabels,
): Sides | undefined {
  const old = deliveriesOf(pair.before, before, known);
  const now = deliveriesOf(pair.after, after, known);
  if (!old || !now) return undefined;
  const { orgId } = pair.after.group;
  return {
    old,
    underOld: deliveriesOf(pair.after, before, known) ?? now,
    now,
    wasEmpty: ({ receiver }) => isEmptyPoint(receiver, orgId, before),
    isEmpty: ({ receiver }) => isEmptyPoint(receiver, orgId, after),
  };
}

function changesByRule({ old, underOld, now, wasEmpty, isEmpty }: Sides): Change[] {
  const told = old.filter((delivery) => !wasEmpty(delivery));
  const toldNow = underOld.filter((delivery) => !wasEmpty(delivery));
  const [text, textNow] = [toldText(told), toldText(toldNow)];
  const lost = namesOf(told).filter((name) => !namesOf(toldNow).includes(name) && !namesOf(now).includes(name));
  const risks: Risk[] = [];
  if (now.every(isEmpty) && toldNow.length === 0 && told.length > 0)
    risks.push({ id: 'rule-silent', message: 'Nobody is notified of it.' });
  else if (lost.length > 0)
    risks.push({
      id: 'not-told',
      message: `${listed(lost)} ${lost.length === 1 ? 'is' : 'are'} no longer notified of it${now.some(({ isFallback }) => isFallback) ? ': no route matches it, so only the root of the policies takes it' : ''}.`,
    });
  risks.push(...laterRisks(told, toldNow));
  if (text === textNow && risks.length === 0) return [];
  const what = text === textNow ? `notifies ${textNow} differently` : `notifies: ${fromTo(text, textNow)}`;
  return [{ id: 'rule/receiver', text: what, ...(risks.length > 0 ? { risks } : {}) }];
}

/** Risks of contact points that are still notified, but later or not always. */
function laterRisks(before: readonly Delivery[], after: readonly Delivery[]): Risk[] {
  return namesOf(after).flatMap((name) => {
    const old = before.find(({ receiver }) => receiver === name);
    const now = after.find(({ receiver }) => receiver === name);
    if (!old || !now || (old.route && old.route === now.route)) return [];
    const what = [...longer(old.delays, now.delays), ...heldBack(old.timings, now.timings)];
    return what.length > 0 ? [{ id: 'told-later' as const, message: `For ${name}: ${what.join('. ')}.` }] : [];
  });
}

function lossesOf(
  rule: AlertRule,
  { old, underOld, now, wasEmpty, isEmpty }: Sides,
  after: ProvisioningFolder,
): Loss[] {
  const heard = new Set(namesOf(old.filter((delivery) => !wasEmpty(delivery))));
  const leavesNobody = now.every(isEmpty);
  return underOld
    .filter((delivery) => heard.has(delivery.receiver))
    .flatMap(({ receiver, route }): Loss[] => {
      const isSent = namesOf(now).includes(receiver);
      if (isSent && !isEmptyPoint(receiver, rule.group.orgId, after)) return [];
      return [{ receiver, orgId: rule.group.orgId, rule: rule.title, leavesNobody, route: isSent ? undefined : route }];
    });
}

function toldText(deliveries: readonly Delivery[]): string {
  const names = namesOf(deliveries);
  if (names.length === 0) return 'nobody';
  return `${names.join(', ')}${deliveries.some(({ isFallback }) => isFallback) ? ' by the root' : ''}`;
}

function namesOf(deliveries: readonly Delivery[]): string[] {
  return [...new Set(deliveries.map(({ receiver }) => receiver))];
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
