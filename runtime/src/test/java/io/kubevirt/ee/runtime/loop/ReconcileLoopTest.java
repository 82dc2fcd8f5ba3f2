package io.kubevirt.ee.runtime.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ReconcileLoopTest {
    private static final Key A = new Key("default", "a");
    private static final Key B = new Key("default", "b");
    private static final Backoff EXACT =
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(4), 0);

    /** The failures here are meant; held strongly, or its level would be forgotten. */
    private static final Logger LOG = Logger.getLogger(ReconcileLoop.class.getName());

    private final FakeClock clock = new FakeClock();
    private final List<Key> seen = new ArrayList<>();
    private Outcome next = Outcome.SETTLED;

    @BeforeAll
    static void beQuiet() {
        LOG.setLevel(Level.OFF);
    }

    private ReconcileLoop loop(int bound, Reconciler reconciler) {
        return loop(new LoopSettings(2, bound, EXACT), reconciler);
    }

    private ReconcileLoop loop(LoopSettings settings, Reconciler reconciler) {
        return new ReconcileLoop("test", reconciler, List::of, settings, clock, new Random(1));
    }

    private Outcome answer(Key key) {
        seen.add(key);
        return next;
    }

    @Test
    void aSettledKeyIsNotLookedAtAgainWithoutAChange() {
        ReconcileLoop loop = loop(10, this::answer);
        loop.enqueue(A);
        assertThat(loop.step()).contains(A);
        clock.advance(Duration.ofDays(1));
        assertThat(loop.step()).isEmpty();
        assertThat(loop.nextDue()).isEmpty();
    }

    @Test
    void anObserverHearsHowLongAKeyWaitedAndHowLongItsPassTook() {
        List<String> heard = new ArrayList<>();
        ReconcileLoop loop =
                loop(
                        10,
                        key -> {
                            clock.advance(Duration.ofSeconds(5));
                            return next;
                        });
        loop.observe(
                new LoopObserver() {
                    @Override
                    public void added() {
                        heard.add("added");
                    }

                    @Override
                    public void taken(Duration queued) {
                        heard.add("taken after " + queued.toSeconds());
                    }

                    @Override
                    public void ended(Duration worked, Outcome outcome) {
                        heard.add(outcome + " after " + worked.toSeconds());
                    }
                });
        loop.enqueue(A);
        clock.advance(Duration.ofSeconds(2));
        loop.enqueue(A);
        clock.advance(Duration.ofSeconds(1));
        next = new Outcome.RetryAfter(Duration.ofSeconds(60));
        loop.step();
        clock.advance(Duration.ofSeconds(61));
        next = Outcome.SETTLED;
        loop.step();

        assertThat(heard)
                .containsExactly(
                        "added",
                        "taken after 3",
                        "RetryAfter[delay=PT1M] after 5",
                        "added",
                        "taken after 1",
                        "Settled[] after 5");
    }

    @Test
    void aRejectedKeyIsNotTriedAgainWithoutAChange() {
        next = new Outcome.Rejected("no such thing");
        ReconcileLoop loop = loop(10, this::answer);
        loop.enqueue(A);
        loop.step();
        clock.advance(Duration.ofDays(1));
        assertThat(loop.step()).isEmpty();
        assertThat(loop.figures().rejections()).isEqualTo(1);
        assertThat(loop.figures().failures()).isZero();
    }

    @Test
    void aDelayThatWasAskedForIsKept() {
        next = new Outcome.RetryAfter(Duration.ofSeconds(30));
        ReconcileLoop loop = loop(10, this::answer);
        loop.enqueue(A);
        loop.step();
        clock.advance(Duration.ofSeconds(29));
        assertThat(loop.step()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(loop.step()).contains(A);
    }

    @Test
    void failuresBackOffPerKeyAndSuccessForgetsThem() {
        ReconcileLoop loop = loop(10, this::answer);
        next = new Outcome.Failed(new IllegalStateException("down"));
        loop.enqueue(A);
        for (long seconds : new long[] {1, 2, 4, 4}) {
            assertThat(loop.step()).contains(A);
            assertThat(loop.nextDue()).contains(clock.instant().plusSeconds(seconds));
            clock.advance(Duration.ofSeconds(seconds));
        }
        loop.enqueue(B);
        assertThat(loop.step()).contains(B);
        assertThat(loop.nextDue()).as("B has failed once").contains(clock.instant().plusSeconds(1));
        next = Outcome.SETTLED;
        assertThat(loop.step()).contains(A);
        next = new Outcome.Failed(new IllegalStateException("down again"));
        loop.enqueue(A);
        loop.step();
        assertThat(loop.nextDue()).contains(clock.instant().plusSeconds(1));
    }

    @Test
    void whatAPassThrowsIsAFailureAndAMissingOutcomeToo() {
        for (Reconciler broken :
                List.<Reconciler>of(
                        key -> {
                            throw new java.io.IOException("gone");
                        },
                        key -> {
                            throw new StackOverflowError("deep");
                        },
                        key -> null)) {
            ReconcileLoop loop = loop(10, broken);
            loop.enqueue(A);
            assertThat(loop.step()).contains(A);
            assertThat(loop.figures().failures()).isEqualTo(1);
            clock.advance(Duration.ofSeconds(1));
            assertThat(loop.step()).as("the key is not stuck").contains(A);
        }
    }

    @Test
    void aKeyChangedDuringItsPassGetsAnother() {
        ReconcileLoop[] self = new ReconcileLoop[1];
        self[0] =
                loop(
                        10,
                        key -> {
                            seen.add(key);
                            if (seen.size() == 1) {
                                self[0].enqueue(key);
                            }
                            return Outcome.SETTLED;
                        });
        self[0].enqueue(A);
        while (self[0].step().isPresent()) {
            assertThat(seen).hasSizeLessThan(5);
        }
        assertThat(seen).containsExactly(A, A);
    }

    @Test
    void afterTheQueueWasFullEveryObjectIsLookedAt() {
        List<Key> all = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            all.add(new Key("default", "vm" + i));
        }
        Set<Key> served = new HashSet<>();
        ReconcileLoop loop =
                new ReconcileLoop(
                        "test",
                        key -> {
                            served.add(key);
                            return Outcome.SETTLED;
                        },
                        () -> all.stream().filter(k -> !served.contains(k)).toList(),
                        new LoopSettings(1, 4, EXACT),
                        clock,
                        new Random(1));
        all.forEach(loop::enqueue);
        assertThat(loop.figures().ready()).isEqualTo(4);
        while (loop.step().isPresent()) {
            assertThat(loop.figures().ready()).isLessThanOrEqualTo(4);
        }
        assertThat(served).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void figuresTellWhenThingsWentWellAndWhenNot() {
        ReconcileLoop loop = loop(10, this::answer);
        loop.enqueue(A);
        loop.step();
        clock.advance(Duration.ofSeconds(7));
        next = new Outcome.Failed(new IllegalStateException("down"));
        loop.enqueue(B);
        loop.step();
        Figures figures = loop.figures();
        assertThat(figures.lastSuccess()).contains(FakeClock.START);
        assertThat(figures.lastFailure()).contains(FakeClock.START.plusSeconds(7));
        assertThat(figures.passes()).isEqualTo(2);
        assertThat(figures.waiting()).isEqualTo(1);
    }

    @Test
    void noKeyIsEverInTwoHands() throws Exception {
        int keys = 5;
        Set<Key> inHand = ConcurrentHashMap.newKeySet();
        AtomicBoolean shared = new AtomicBoolean();
        AtomicInteger passes = new AtomicInteger();
        CountDownLatch enough = new CountDownLatch(2000);
        ReconcileLoop loop =
                loop(
                        new LoopSettings(8, 100, EXACT),
                        key -> {
                            shared.compareAndSet(false, !inHand.add(key));
                            Thread.yield();
                            inHand.remove(key);
                            passes.incrementAndGet();
                            enough.countDown();
                            return Outcome.SETTLED;
                        });
        loop.start(Thread.ofPlatform().daemon().factory());
        for (int i = 0; enough.getCount() > 0; i++) {
            loop.enqueue(new Key("default", "vm" + i % keys));
        }
        assertThat(loop.stop(Duration.ofSeconds(5))).isTrue();
        assertThat(shared).isFalse();
        assertThat(passes.get()).isGreaterThanOrEqualTo(2000);
    }

    @Test
    void aChangeWakesAnIdleWorker() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        ReconcileLoop loop =
                loop(
                        10,
                        key -> {
                            done.countDown();
                            return Outcome.SETTLED;
                        });
        loop.start(Thread.ofPlatform().daemon().factory());
        loop.enqueue(A);
        assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(loop.figures().workers()).isEqualTo(2);
        assertThat(loop.stop(Duration.ofSeconds(5))).isTrue();
        assertThat(loop.figures().workers()).isZero();
    }

    @Test
    void stopLetsAPassEnd() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicBoolean whole = new AtomicBoolean();
        ReconcileLoop loop =
                loop(
                        10,
                        key -> {
                            entered.countDown();
                            mayEnd.await();
                            whole.set(true);
                            return Outcome.SETTLED;
                        });
        loop.start(Thread.ofPlatform().daemon().factory());
        loop.enqueue(A);
        entered.await();
        Thread release = Thread.ofPlatform().start(mayEnd::countDown);
        assertThat(loop.stop(Duration.ofSeconds(10))).isTrue();
        release.join();
        assertThat(whole).isTrue();
    }

    @Test
    void stopInterruptsAPassThatDoesNotEndAndTellsOfOneThatCannotBeEnded() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        ReconcileLoop loop =
                loop(
                        new LoopSettings(1, 10, EXACT),
                        key -> {
                            entered.countDown();
                            new CountDownLatch(1).await();
                            return Outcome.SETTLED;
                        });
        loop.start(Thread.ofPlatform().daemon().factory());
        loop.enqueue(A);
        entered.await();
        assertThat(loop.stop(Duration.ofMillis(10))).isTrue();
        assertThat(loop.figures().workers()).isZero();
    }

    @Test
    void aLoopThatWasStoppedTakesNothingAndDoesNotStartAgain() throws Exception {
        ReconcileLoop loop = loop(10, this::answer);
        loop.stop(Duration.ofSeconds(1));
        loop.enqueue(A);
        assertThat(loop.step()).isEqualTo(Optional.empty());
        assertThatThrownBy(() -> loop.start(Thread::new)).isInstanceOf(IllegalStateException.class);
    }
}
