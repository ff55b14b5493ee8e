import { computed, reactive, ref, watch } from 'vue';
import { asProblem, type ApiProblem } from '@/api/problem';
import { ask } from '../call';

export interface Price {
	what: 'labour' | 'visit' | 'part';
	name: string;
	serviceType: string;
	productType: string;
	brand: string;
	model: string;
	unit: string;
	amountFen: number;
	sample: boolean;
	list: string;
	validFrom: string;
}
export const kProducts = ['ac', 'fridge_washer', 'tv', 'water_heater', 'range_hood', 'small'];
const kMost = 200;

/** FE-03: today's prices, for anybody. */
export function usePrices() {
	const form = reactive({ q: '', productType: '', serviceType: '' });
	const items = ref<Price[]>([]);
	const date = ref('');
	const asking = ref(false);
	const asked = ref(false);
	const problem = ref<ApiProblem | null>(null);
	let latest = 0;

	async function look(): Promise<void> {
		const mine = ++latest;
		asking.value = true;
		const query = new URLSearchParams(Object.entries(form).map(([name, value]) => [name, value.trim()]).filter(([, value]) => value !== ''));
		try {
			const answer = await ask<{ date: string; items: Price[] }>('GET', `/fees/prices/today${query.size ? `?${query}` : ''}`);
			if (mine !== latest) return;
			items.value = answer.items;
			date.value = answer.date;
			problem.value = null;
			asked.value = true;
		} catch (error) {
			if (mine === latest) problem.value = asProblem(error);
		} finally {
			if (mine === latest) asking.value = false;
		}
	}
	const groups = computed(() => (['visit', 'labour', 'part'] as const).map((what) => ({ what, items: items.value.filter((one) => one.what === what) })).filter((group) => group.items.length > 0));
	const sample = computed(() => items.value.some((one) => one.sample));
	const cut = computed(() => items.value.length >= kMost);
	// One question after the last key; the server counts questions of one address.
	let typing: ReturnType<typeof setTimeout> | undefined;
	watch(form, () => {
		clearTimeout(typing);
		typing = setTimeout(() => void look(), 400);
	});
	void look();
	return { form, groups, date, asking, asked, problem, sample, cut, look };
}
