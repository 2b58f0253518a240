import colors from './colors.json' with { type: 'json' };

/** Names of colours that Grafana's themes have. */
export const colorNames: ReadonlySet<string> = new Set(colors.theme);

/** Names of CSS that people write for lack of Grafana's. */
const CSS: ReadonlySet<string> = new Set(colors.css);
const HEX = /^#(?:[0-9a-f]{3}|[0-9a-f]{4}|[0-9a-f]{6}|[0-9a-f]{8})$/i;
const FUNCTION = /^(?:rgb|rgba|hsl|hsla|color)\(.+\)$/i;

/** Whether Grafana can draw a colour: a name of its themes, hexadecimal, or a function of CSS. */
export function isColor(text: string): boolean {
  return colorNames.has(text) || HEX.test(text) || FUNCTION.test(text) || CSS.has(text.toLowerCase());
}
