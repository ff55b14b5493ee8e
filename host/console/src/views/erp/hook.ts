import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { kTabs, type ErpTab } from './types';

/** The tab stands in the address: it can be linked to, and "back" works. */
export function useErp() {
	const route = useRoute();
	const router = useRouter();
	const tab = computed<ErpTab>({
		get: () => kTabs.find((name) => name === route.params.tab) ?? 'entities',
		set: (name) => void router.push({ name: 'erp', params: { tab: name } }),
	});
	return { tab };
}
