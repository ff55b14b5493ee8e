import { ref, watch } from 'vue';
import { usePlaces } from './usePlaces';

const kName = 'erphost.parts.store';
const read = (): string => {
	try {
		return localStorage.getItem(kName) ?? '';
	} catch {
		return '';
	}
};

/** The store at which the clerk works: chosen once, remembered on this computer. With one store there is nothing to choose. */
export function useStore() {
	const { stores } = usePlaces();
	const store = ref(read());
	watch(stores, (all) => {
		if (all.length > 0 && !all.some((one) => one.id === store.value)) store.value = all[0].id;
	}, { immediate: true });
	watch(store, (id) => {
		try {
			localStorage.setItem(kName, id);
		} catch {
			// A browser that keeps nothing asks again.
		}
	});
	return store;
}
