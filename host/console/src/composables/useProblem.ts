import type { ApiProblem } from '@/api/problem';
import type { ErrorInfo } from '@/api/types';
import { hasText, translate } from '@/i18n';

export interface Words {
	title: string;
	detail: string;
	remedy: string;
}

/** The server lists roles as programs know them. */
function withRoleNames(problem: ApiProblem): string {
	const { roles } = problem.params;
	if (typeof roles !== 'string' || roles === '') return problem.detail;
	const names = roles.split(', ').map((role) => (hasText(`roles.${role}`) ? translate(`roles.${role}`) : role));
	return problem.detail.replace(roles, () => names.join(translate('common.comma')));
}

/** What a person is told about a problem. The server's own words first; the browser's for what it found out itself. */
export function wordsOf(problem: ApiProblem): Words {
	const own = `problem.${problem.code.replace(/\./g, '_')}`;
	const text = (part: string) => (hasText(`${own}.${part}`) ? translate(`${own}.${part}`, problem.params) : '');
	return {
		title: problem.title || text('title') || translate('problem.unknown.title'),
		detail: withRoleNames(problem) || text('detail'),
		remedy: problem.remedy || text('remedy') || (problem.title ? '' : translate('problem.unknown.remedy')),
	};
}

/** The same for an error that the host keeps about a process, an entity or a record. */
export function errorWords(error: ErrorInfo | null | undefined): Words | null {
	if (!error || (!error.code && !error.message && !error.title)) return null;
	const own = `errors.${error.code.replace(/\./g, '_')}`;
	const text = (part: string) => (hasText(`${own}.${part}`) ? translate(`${own}.${part}`, error.params ?? {}) : '');
	return {
		title: error.title || text('title') || error.message || error.code,
		detail: error.detail || text('detail') || (error.title ? '' : ''),
		remedy: error.remedy || text('remedy'),
	};
}
