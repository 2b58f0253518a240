/** The program's text: it is imported with `type: 'text'` and never run in here. */
declare const text: string;
export default text;
