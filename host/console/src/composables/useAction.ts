import { ref } from 'vue';
import { ElMessage, ElMessageBox } from 'element-plus';
import { asProblem, type ApiProblem } from '@/api/problem';
import { translate } from '@/i18n';
import { wordsOf } from './useProblem';

/** A thing that a person sets off: shows that it runs, says that it is done, keeps the problem if there is one. */
export function useAction() {
	const running = ref('');
	const problem = ref<ApiProblem | null>(null);

	/** `name` tells which of several buttons is busy. True when it worked. */
	async function run(name: string, work: () => Promise<unknown>, done?: string): Promise<boolean> {
		if (running.value !== '') return false;
		running.value = name;
		problem.value = null;
		try {
			await work();
			if (done) ElMessage.success(done);
			return true;
		} catch (error) {
			problem.value = asProblem(error);
			return false;
		} finally {
			running.value = '';
		}
	}
	return { running, problem, run };
}

/** The same for buttons in rows, where there is no place for a problem of its own: it is shown as a message. */
export function useRowAction() {
	const action = useAction();
	async function run(name: string, work: () => Promise<unknown>, done?: string): Promise<boolean> {
		const worked = await action.run(name, work, done);
		if (!worked && action.problem.value) {
			const words = wordsOf(action.problem.value);
			ElMessage.error({ message: [words.title, words.detail, words.remedy].filter(Boolean).join(' — '), duration: 8000, showClose: true });
		}
		return worked;
	}
	return { ...action, run };
}

/** Asks before something that cannot simply be taken back. */
export async function confirmed(text: string, title: string): Promise<boolean> {
	try {
		await ElMessageBox.confirm(text, title, {
			confirmButtonText: translate('common.confirm'),
			cancelButtonText: translate('common.cancel'),
			type: 'warning',
		});
		return true;
	} catch {
		return false;
	}
}

/** Asks for a reason; null when the person changed his mind. */
export async function askReason(text: string, title: string): Promise<string | null> {
	try {
		const answer = await ElMessageBox.prompt(text, title, {
			confirmButtonText: translate('common.confirm'),
			cancelButtonText: translate('common.cancel'),
			inputType: 'textarea',
			inputPlaceholder: translate('common.reason'),
			inputValidator: (value: string) => (value ?? '').trim().length >= 2 || translate('common.reasonNeeded'),
		});
		return String((answer as { value: string }).value).trim();
	} catch {
		return null;
	}
}
