package io.kubevirt.ee.e2e;

import java.io.File;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Debian's Chromium without a display. */
final class Browser {

    private Browser() {}

    /**
     * Starts one.
     *
     * @param trust the argument by which it trusts a certificate that nobody else does
     */
    static ChromeDriver start(String trust) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary("/usr/bin/chromium");
        options.addArguments(
                "--headless=new",
                // The tests are root, and have no display.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--window-size=1400,1000",
                trust);
        ChromeDriverService driver =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(new File("/usr/bin/chromedriver"))
                        .build();
        return new ChromeDriver(driver, options);
    }
}
