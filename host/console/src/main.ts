import { createApp } from 'vue';
import App from './App.vue';
import { installElements } from './elements';
import { i18n } from './i18n';
import { router } from './router';
import './styles/base.css';

// A link such as /signin?link=… (from a slip or a message) becomes /#/signin?link=…
const { pathname, search, hash } = window.location;
if (pathname !== '/' && !pathname.endsWith('.html') && hash === '') {
	window.history.replaceState(null, '', `/#${pathname}${search}`);
}

const app = createApp(App);
installElements(app);
app.use(i18n);
app.use(router);
app.mount('#app');
