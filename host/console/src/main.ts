import './address';
import { createApp } from 'vue';
import App from './App.vue';
import { passEscapeOn } from './composables/escapeKey';
import { installElements } from './elements';
import { i18n } from './i18n';
import { router } from './router';
import './styles/base.css';

const app = createApp(App);
installElements(app);
app.use(i18n);
app.use(router);
app.mount('#app');
passEscapeOn();
