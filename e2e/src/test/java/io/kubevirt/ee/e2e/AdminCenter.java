package io.kubevirt.ee.e2e;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.FluentWait;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The Admin Center of one server in a headless Chromium, which takes one certificate and no other.
 */
final class AdminCenter implements AutoCloseable {

    private static final Duration PAGE = Duration.ofSeconds(90);

    private final URI address;
    private final ChromeDriver browser;

    private AdminCenter(URI address, ChromeDriver browser) {
        this.address = address;
        this.browser = browser;
        browser.manage().timeouts().pageLoadTimeout(PAGE);
    }

    /**
     * Opens a browser.
     *
     * @param address of the server, such as {@code https://10.96.0.7:9443}
     * @param certificate the one it has to show, PEM
     */
    static AdminCenter open(URI address, byte[] certificate) throws GeneralSecurityException {
        return new AdminCenter(
                address,
                Browser.start(
                        "--ignore-certificate-errors-spki-list=" + publicKeyHash(certificate)));
    }

    private static String publicKeyHash(byte[] certificate) throws GeneralSecurityException {
        byte[] key =
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(certificate))
                        .getPublicKey()
                        .getEncoded();
        return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
    }

    /** Fills in the form, and waits until it is answered. */
    void signIn(String user, String password) {
        browser.get(address + "/adminCenter/");
        await(By.id("loginButton"));
        browser.findElement(By.id("j_username")).sendKeys(user);
        browser.findElement(By.id("j_password")).sendKeys(password);
        var form = browser.findElement(By.id("loginForm"));
        browser.findElement(By.id("loginButton")).click();
        waiting().until(ExpectedConditions.stalenessOf(form));
    }

    /** What is to be read on the page now. */
    String page() {
        return browser.findElement(By.tagName("body")).getText();
    }

    /** The page's address, below the server's. */
    String path() {
        return URI.create(browser.getCurrentUrl()).getPath();
    }

    /** Opens the tool Explore and waits until it shows what is expected. */
    String explore(String expected) {
        browser.get(address + "/adminCenter/#explore");
        waiting().until(ExpectedConditions.frameToBeAvailableAndSwitchToIt("toolIFrame"));
        waiting()
                .withMessage(() -> "Explore shows: " + page())
                .until(found -> page().matches(expected));
        return page();
    }

    /**
     * While one page takes the place of another, Chromium's driver says of an element now that it
     * is stale, now that it has an unknown error: either is asked again.
     */
    private FluentWait<WebDriver> waiting() {
        return new WebDriverWait(browser, PAGE).ignoring(WebDriverException.class);
    }

    private void await(By what) {
        waiting().until(ExpectedConditions.elementToBeClickable(what));
    }

    @Override
    public void close() {
        browser.quit();
    }
}
