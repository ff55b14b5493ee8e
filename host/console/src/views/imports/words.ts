import type { Both, ImportKind, ImportProblem } from '@/api/imports';
import { hasText, language, translate } from '@/i18n';

export const bothWords = (words: Both): string => words[language()];

/** What is wrong with a line, with the heading of its column in front. */
export function problemWords(kind: ImportKind | undefined, problem: ImportProblem): string {
	const [owner, name] = problem.code.includes('.') ? problem.code.split('.') : ['', problem.code];
	const key = owner ? `${owner}.importProblems.${name}` : `imports.problems.${name}`;
	const choices = problem.params[language()];
	const params = { ...problem.params, choices: Array.isArray(choices) ? choices.join(translate('common.comma')) : '' };
	const words = hasText(key) ? translate(key, params) : problem.code;
	const column = kind?.columns.find((one) => one.name === problem.column);
	return column ? `${bothWords(column.words)}${translate('common.colon')}${words}` : words;
}
