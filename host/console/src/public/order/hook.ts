import { computed, reactive, ref } from 'vue';
import { asProblem, type ApiProblem } from '@/api/problem';
import { ask } from '../call';

export interface OrderState {
	at: number;
	what: string;
}
interface Answer {
	found: boolean;
	states: OrderState[];
}
/** Plugins that tell a customer about his order (plugins/README.md); one that is not installed has nothing to say. */
const kSources = ['survey', 'complaints'];
/** The shape of the link in a message: /order?number=…; the four digits are always typed. */
const asked = () => new URLSearchParams(window.location.search).get('number') ?? '';

/** number and last four digits; what the plugins answer, joined by time. */
export function useOrder() {
	const form = reactive({ number: asked().slice(0, 40), last4: '' });
	const states = ref<OrderState[]>([]);
	const answeredFor = ref('');
	const partly = ref(false);
	const asking = ref(false);
	const problem = ref<ApiProblem | null>(null);
	const complete = computed(() => form.number.trim() !== '' && /^\d{4}$/.test(form.last4.trim()));

	async function look(): Promise<void> {
		if (!complete.value || asking.value) return;
		asking.value = true;
		problem.value = null;
		answeredFor.value = '';
		const number = form.number.trim();
		const query = new URLSearchParams({ number, last4: form.last4.trim() });
		const found = await Promise.all(kSources.map((plugin) =>
			ask<Answer>('GET', `/${plugin}/order-state?${query}`).catch((error: unknown) => asProblem(error))));
		const problems = found.filter((one): one is ApiProblem => one instanceof Error && (one as ApiProblem).status !== 404);
		const answers = found.filter((one): one is Answer => !(one instanceof Error));
		partly.value = problems.length > 0;
		if (answers.length === 0 && problems.length > 0) {
			problem.value = problems[0];
		} else {
			states.value = answers.flatMap((one) => (one.found ? one.states : [])).sort((a, b) => b.at - a.at);
			answeredFor.value = number;
		}
		asking.value = false;
	}
	return { form, states, answeredFor, partly, asking, problem, complete, look };
}
