import type { ApiProblem } from '@/api/problem';
import { texts } from './language';

/** What a person without an account is told; the server's own words where it has some. */
export function wordsOf(problem: ApiProblem): { title: string; text: string } {
	const t = texts.value.problem;
	if (problem.status === 429) return { title: t.busy, text: t.busyText };
	if (problem.lineIsDown) return { title: t.down, text: t.downText };
	return { title: problem.title || t.failed, text: [problem.detail, problem.remedy].filter(Boolean).join(' ') || t.failedText };
}
