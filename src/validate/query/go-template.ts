/** An action of a Go template, `{{ … }}`, and where it stands in its text. */
export interface TemplateAction {
  readonly text: string;
  readonly offset: number;
}
/** A name that an action mentions. */
export interface TemplateMention {
  readonly name: string;
  /** What follows the name: `.Value`, `.Labels.x`, nothing. */
  readonly rest: string;
  readonly offset: number;
  readonly length: number;
  readonly action: TemplateAction;
}

const ACTION = /\{\{-?(.*?)-?\}\}/gs;
const LABEL = /(?:\$labels|\$\.Labels|(?<![\w$)])\.Labels)\.([A-Za-z_]\w*)|index\s+(?:\$labels|\$\.Labels|\.Labels)\s+"([^"]+)"/g;
const VALUE = /(?:\$values|\$\.Values|(?<![\w$)])\.Values)\.([A-Za-z_]\w*)((?:\.\w+)*)|index\s+(?:\$values|\$\.Values|\.Values)\s+"([^"]+)"(\)?(?:\.\w+)*)/g;

/** `$value` and what it stands for, with nothing behind it; `.Value` of something else is another. */
const WHOLE = /\$value\b(?!\s*:?=)|(?<![\w$).\]"])\.Value\b|\$\.Value\b/g;

/** The actions of a text. */
export function actionsIn(text: string): TemplateAction[] {
  return [...text.matchAll(ACTION)].map((found) => ({ text: found[1] ?? '', offset: found.index + found[0].indexOf(found[1] ?? '') }));
}

/** The labels that a text prints or asks for: `$labels.agent_id`, `index $labels "agent_id"`. */
export function labelsMentioned(text: string): TemplateMention[] {
  return actionsIn(text).flatMap((action) => [...action.text.matchAll(LABEL)].map((found) => mention(action, found, found[1] ?? found[2] ?? '', '')));
}

/** The values that a text prints or asks for: `$values.B.Value`. */
export function valuesMentioned(text: string): TemplateMention[] {
  return actionsIn(text).flatMap((action) => [...action.text.matchAll(VALUE)].map((found) => mention(action, found, found[1] ?? found[3] ?? '', (found[2] ?? found[4] ?? '').replace(')', ''))));
}

/** Where a text prints `$value`, which holds every value at once; nothing when it gives the name or the dot another meaning. */
export function wholeValueMentioned(text: string): TemplateMention[] {
  const actions = actionsIn(text);
  if (actions.some((action) => /\$value\s*:?=|^\s*(?:range|with|define|block)\b/.test(action.text))) return [];
  return actions.filter((action) => !/^\s*(?:\/\*|if\b|else\b)/.test(action.text)).flatMap((action) => [...action.text.matchAll(WHOLE)].map((found) => mention(action, found, 'value', '')));
}

function mention(action: TemplateAction, found: RegExpExecArray, name: string, rest: string): TemplateMention {
  return { name, rest, offset: action.offset + found.index, length: found[0].length, action };
}
