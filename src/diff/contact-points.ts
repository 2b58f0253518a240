import type { ContactPoint, Receiver } from '../folder/folder.ts';
import { numberOf, textOf } from '../folder/json.ts';
import { type Change, type ObjectDiff, type Risk, risksOf } from './change.ts';
import { type Loss, lossRisk } from './hearing-changes.ts';
import { fromTo, leafChanges, type LeafChange } from './leaves.ts';
import { match, type Pair } from './match.ts';
import { diffNamed } from './notifications.ts';
import { isReference, settingChange } from './secrets.ts';

/** Settings that identify the recipient: when one changes, the former recipient is no longer notified. */
const WHO = new Set([
  'apiKey',
  'channel',
  'chatid',
  'channel_id',
  'integrationKey',
  'kafkaRestProxy',
  'kafkaTopic',
  'recipient',
  'room_id',
  'routing_key',
  'topic',
  'touser',
  'url',
  'userKey',
]);
const MENTIONS = new Set(['mentionChannel', 'mentionGroups', 'mentionUsers']);
/** PagerDuty's severities, most urgent first. */
const SEVERITIES = ['critical', 'error', 'warning', 'info'];

/** What else the comparison of contact points needs. */
export interface PointsContext {
  readonly losses: readonly Loss[];
  /**
   * References such as `$PAGER_KEY` to variables that nothing read before; their risk is reported with the variables.
   */
  readonly newReferences: ReadonlySet<string>;
}

/** What changed in contact points, matched by name, and in their receivers, matched by uid. */
export function diffContactPoints(
  before: readonly ContactPoint[],
  after: readonly ContactPoint[],
  context: PointsContext,
): ObjectDiff[] {
  return diffNamed('contact point', before, after, (old, now) => {
    const { pairs, removed, added } = match(
      old.receivers,
      now.receivers,
      ({ uid }) => uid,
      ({ type }) => type,
    );
    return [
      ...removedReceivers(removed, now, context.losses),
      ...added.map((receiver): Change => ({
        id: 'receiver/added',
        text: `${nameOf(receiver)} added (${receiver.type})`,
      })),
      ...pairs.flatMap((pair) => receiverChanges(pair, context)),
    ];
  });
}

function removedReceivers(removed: readonly Receiver[], now: ContactPoint, losses: readonly Loss[]): Change[] {
  const own = losses.filter(
    ({ route, receiver, orgId }) => route === undefined && receiver === now.name && orgId === now.orgId,
  );
  return removed.map((receiver, index): Change => {
    const risk: Risk =
      own.length > 0 ? lossRisk(own) : { id: 'not-told', message: `It no longer gets the messages of "${now.name}".` };
    return {
      id: 'receiver/removed',
      text: `${nameOf(receiver)} removed (${receiver.type})`,
      ...risksOf(own.length > 0 && index > 0 ? [] : [risk]),
    };
  });
}

function receiverChanges({ before, after }: Pair<Receiver>, { newReferences }: PointsContext): Change[] {
  // The values as written: a reference is shown, never the value that it stands for.
  return leafChanges(before.written, after.written).map((leaf): Change => {
    const name = leaf.path.replace(/^settings\./, '');
    return {
      id: leaf.path === 'type' ? 'receiver/type' : 'receiver/setting',
      text: `${nameOf(after)}, ${name}: ${valueText(leaf)}`,
      ...risksOf(before.type === after.type || leaf.path === 'type' ? receiverRisks(name, leaf, newReferences) : []),
    };
  });
}

function valueText({ path, before, after }: LeafChange): string {
  if (path === 'settings') return 'changed';
  return path.startsWith('settings.')
    ? settingChange(path.slice('settings.'.length), before, after)
    : fromTo(before, after);
}

function receiverRisks(
  name: string,
  { before, after }: LeafChange,
  newReferences: ReadonlySet<string>,
): readonly Risk[] {
  const notTold = (message: string): Risk[] => [{ id: 'not-told', message }];
  if (isReference(after) && newReferences.has(String(after))) return [];
  if (name === 'type') return notTold(`The people behind ${String(before)} are no longer notified.`);
  if (name === 'addresses') return addressRisks(before, after);
  if (WHO.has(name) && before !== undefined)
    return notTold('The people behind the former address are no longer notified.');
  if (MENTIONS.has(name) && before !== undefined && before !== '')
    return notTold('The people who were mentioned are no longer mentioned.');
  if (name === 'disableResolveMessage' && after === true)
    return notTold('It is no longer notified when an alert is resolved.');
  if (name === 'severity' && SEVERITIES.indexOf(String(after)) > SEVERITIES.indexOf(String(before ?? 'critical')))
    return notTold('PagerDuty treats its alerts as less urgent, and may not call anybody.');
  return name === 'maxAlerts' && isFewer(before, after)
    ? notTold(`A message lists at most ${String(after)} alerts.`)
    : [];
}

function addressRisks(before: unknown, after: unknown): Risk[] {
  const addresses = (value: unknown) => (textOf(value) ?? '').split(/[,;\n]/).map((address) => address.trim());
  const left = new Set(addresses(after));
  const lost = addresses(before).filter((address) => address !== '' && !left.has(address));
  return lost.length > 0 ? [{ id: 'not-told', message: `Mail is no longer sent to ${lost.join(', ')}.` }] : [];
}

/** 0 or no value means all of them. */
function isFewer(before: unknown, after: unknown): boolean {
  const most = (value: unknown) => numberOf(Number(value ?? 0)) || Infinity;
  return most(after) < most(before);
}

function nameOf({ uid }: Receiver): string {
  return `receiver "${uid}"`;
}
