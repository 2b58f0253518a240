import { retype } from '../../grafana/interpolation/retype.ts';
import type { Rule } from '../rule.ts';
import { holdsIn } from '../../grafana/release-facts.ts';
import type { Path } from '../../folder/source/source.ts';
import { expandedTexts } from '../../folder/written-texts.ts';
import { references } from '../../grafana/interpolation/references.ts';

/** String settings whose values often look like numbers. */
const OFTEN_NUMERIC = new Set(['chatid', 'password', 'database', 'message_thread_id']);

/** A string setting does not become a number when a variable is expanded. */
export const expansionRetyped: Rule = {
  id: 'expansion/retyped',
  severity: 'warning',
  description: 'A string setting does not consist only of a variable whose value may look like a number.',
  why: 'In jsonData, settings of contact points and notification policies Grafana turns an expanded string into a number or a boolean when it looks like one; quotes do not help. Where a string is required, such as the chat id of Telegram or the value of a matcher, Grafana refuses to start.',
  bad: 'settings: {bottoken: $BOT, chatid: $CHAT_ID}',
  good: 'settings: {bottoken: $BOT, chatid: "-808"}',
  file(file, report, { variables, target }) {
    for (const { path, text, use } of expandedTexts(file)) {
      const [reference] = references(text);
      if (use !== 'json' || !reference || reference.text !== text || !wantsText(path)) continue;
      if (path.at(-1) === 'chatid' && holdsIn('numericChatId', target)) continue;
      const value = variables?.get(reference.name);
      if (value !== undefined && typeof retype(text, value) === 'string') continue;
      if (value === undefined && !OFTEN_NUMERIC.has(String(path.at(-1))) && !isMatcherValue(path)) continue;
      // A plugin decodes its settings only when it is queried, long after the file was loaded.
      const outcome = path[0] === 'datasources' ? ', and the data source is unusable' : ' and refuses the file';
      report({
        at: path,
        message:
          value === undefined
            ? `When the value of ${reference.name} looks like a number, Grafana turns it into a number${outcome}.`
            : `The value of ${reference.name} looks like a ${typeof retype(text, value)}, so Grafana turns it into one${outcome}.`,
        hint: isMatcherValue(path)
          ? 'Write the value itself.'
          : 'Write the value itself in quotes, or use a value that begins with a letter.',
        severity: value === undefined ? 'warning' : 'error',
      });
    }
  },
};

/**
 * Whether a string is required: in settings of contact points, in matchers of routes, and in known keys of jsonData.
 */
function wantsText(path: Path): boolean {
  if (path[0] === 'contactPoints') return path[4] === 'settings' && path.length === 6;
  return (
    isMatcherValue(path) || (path[0] === 'datasources' && path[2] === 'jsonData' && OFTEN_NUMERIC.has(String(path[3])))
  );
}

function isMatcherValue(path: Path): boolean {
  return path[0] === 'policies' && path.at(-3) === 'object_matchers';
}
