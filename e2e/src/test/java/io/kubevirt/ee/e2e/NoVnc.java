package io.kubevirt.ee.e2e;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;

/** The VNC client of KubeVirt's UIs in a real browser. */
final class NoVnc implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(60);

    /**
     * A server may ask for a certificate, as kube-apiserver does. Chromium knows what to say to a
     * WebSocket's server if it was asked before.
     */
    private static final String VISIT =
            """
            const [url, done] = arguments;
            fetch(url, {mode: 'no-cors'}).then(() => done(), () => done());
            """;

    /** The browser opens the WebSocket, so that it can be asked what was agreed on. */
    private static final String OPEN =
            """
            const [client, url, protocols, done] = arguments;
            import(client).then(({default: Client}) => {
              document.body.replaceChildren();
              const socket = new WebSocket(url, protocols);
              const screen = new Client(document.body, socket);
              screen.addEventListener('connect', () => done('connected'));
              screen.addEventListener('disconnect', (e) => done('disconnected: ' + e.detail.clean));
              window.socket = socket;
              window.screenOfGuest = screen;
            }).catch((e) => done('' + e));
            """;

    private static final String PICTURE =
            """
            const canvas = document.querySelector('canvas');
            const shown = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            return shown.data.filter((value, at) => at % 4 < 3 && value > 0x50).length;
            """;

    private static final String TYPE =
            """
            const [shift, enter] = [0xffe1, 0xff0d];
            const screen = window.screenOfGuest;
            for (const letter of arguments[0]) {
              const shifted = /[A-Z>]/.test(letter);
              if (shifted) screen.sendKey(shift, 'ShiftLeft', true);
              screen.sendKey(letter.charCodeAt(0), null);
              if (shifted) screen.sendKey(shift, 'ShiftLeft', false);
            }
            screen.sendKey(enter, 'Enter');
            """;

    private final ChromeDriver browser = Browser.start("--ignore-certificate-errors");
    private final URI client;

    /**
     * Starts a browser.
     *
     * @param client where the client's module is
     * @param page any of the same origin
     */
    NoVnc(URI client, URI page) {
        this.client = client;
        browser.manage().timeouts().scriptTimeout(SOON).pageLoadTimeout(SOON);
        browser.get(page.toString());
    }

    /** What became of it: {@code connected} once the guest's screen is there. */
    String open(String url, String... subprotocols) {
        browser.executeAsyncScript(VISIT, url.replaceFirst("^ws", "http"));
        Object became =
                browser.executeAsyncScript(OPEN, client.toString(), url, List.of(subprotocols));
        return became + " " + browser.manage().logs().get(LogType.BROWSER).getAll();
    }

    /** Names of the cookies that it keeps of whoever it asked. */
    List<String> cookies() {
        return browser.manage().getCookies().stream().map(Cookie::getName).toList();
    }

    /** What the server has chosen of the subprotocols. */
    String subprotocol() {
        return (String) browser.executeScript("return window.socket.protocol;");
    }

    /** How much of the screen is bright. */
    long lit() {
        return ((Number) browser.executeScript(PICTURE)).longValue();
    }

    /** Types a line on a US keyboard. */
    void type(String line) {
        browser.executeScript(TYPE, line);
    }

    @Override
    public void close() {
        browser.quit();
    }
}
